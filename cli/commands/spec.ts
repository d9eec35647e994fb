import type { Command } from "commander";
import { stringify } from "yaml";
import type { Answer } from "../../wire/index.ts";
import { print, treeCommand } from "../command.ts";
import { childDocument, childDocuments } from "../document.ts";
import { childOf } from "../path.ts";
import { type Common, withClient } from "../place.ts";

type Fault = Answer<"check_childspecs">["problems"][number];

/** `supertree spec get|default|check`: child specs of the running tree. Secret-looking values are masked: docs/RUNNING.md. */
export function spec(program: Command): void {
  const group = program.command("spec").description("show, check or change child specs of the running tree");

  treeCommand(group, "get <path>", "show a child's spec, as one would write it").action(
    async (text: string, options: Common) => {
      const { childspec } = await withClient(options, async (client) =>
        client.call("get_childspec", { path: await childOf(client, text) }),
      );
      print(options, childspec, () => yaml(childspec));
    },
  );

  treeCommand(
    group,
    "default <path> [child]",
    "show a supervisor's default child spec, or give it another: a file, - or YAML",
  ).action((text: string, source: string | undefined, options: Common) =>
    source === undefined ? showDefault(text, options) : changeDefault(text, source, options),
  );

  treeCommand(
    group,
    "check <path> <children>",
    "find the mistakes in child specs: a file, - or YAML; nothing starts",
  ).action(async (text: string, source: string, options: Common) => {
    const children = await childDocuments(source);
    const { problems } = await withClient(options, async (client) =>
      client.call("check_childspecs", { path: await childOf(client, text), children }),
    );
    print(options, problems, () => problems.map(faultLine).join("\n") || "No problems.");
    if (problems.some(({ severity }) => severity === "error")) process.exitCode = 1;
  });
}

async function showDefault(text: string, options: Common): Promise<void> {
  const { path, childspec } = await withClient(options, async (client) => {
    const path = await childOf(client, text);
    return { path, ...(await client.call("get_default_childspec", { path })) };
  });
  print(options, childspec, () => (childspec === null ? `${path} has no default child spec.` : yaml(childspec)));
}

async function changeDefault(text: string, source: string, options: Common): Promise<void> {
  const childspec = await childDocument(source);
  const answer = await withClient(options, async (client) => {
    const path = await childOf(client, text);
    return { path, ...(await client.call("change_default_childspec", { path, childspec })) };
  });
  const combined = answer.combined.length > 0 ? `; combined anew: ${answer.combined.join(", ")}` : "";
  print(options, answer, `${answer.path} has another default child spec${combined}`);
}

function yaml(childspec: object): string {
  return stringify(childspec, { lineWidth: 0 }).trimEnd();
}

function faultLine({ where, severity, code, message }: Fault): string {
  return `${where}: ${severity}: ${message} [${code}]`;
}
