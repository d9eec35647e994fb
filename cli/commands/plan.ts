import type { Command } from "commander";
import type { Client } from "../../client/index.ts";
import { parsePlanText, planToDocument } from "../../spec/index.ts";
import type { Answer, Count, Path, PlanElement } from "../../wire/index.ts";
import { print, treeCommand } from "../command.ts";
import { failure } from "../failure.ts";
import { childOf } from "../path.ts";
import { type Common, withClient } from "../place.ts";
import { planText } from "../text/plan.ts";
import { proposalFor, settle } from "../write-back.ts";
import { answer, outcome } from "./write.ts";

/** `supertree plan get|set|count PATH`: what a child's exits lead to. Changing it does not touch the process. */
export function plan(program: Command): void {
  const group = program.command("plan").description("show or change what a child's exits lead to");

  treeCommand(group, "get <path>", "show the plan; ▸ is what the next exit executes").action(
    (text: string, options: Common) => ask(options, text, (client, path) => client.call("get_plan", { path })),
  );

  writing(
    treeCommand(group, "set <path> [plan]", "give it a plan, e.g. '[restart, {restart: 5s}, stop]', or only a count"),
  )
    .option("--count <n>", "how many times the whole plan may be run: a number or infinity")
    .action((text: string, words: string | undefined, options: Options & { count?: string }) => {
      const count = options.count === undefined ? undefined : countOf(options.count);
      const elements = words === undefined ? undefined : elementsOf(words);
      return ask(options, text, change(elements, count));
    });

  writing(treeCommand(group, "count <path> [count]", "show or change how many times the whole plan may be run")).action(
    async (text: string, words: string | undefined, options: Options) => {
      if (words !== undefined) return ask(options, text, change(undefined, countOf(words)));
      const answer = await withClient(options, async (client) => {
        const path = await childOf(client, text);
        return { path, ...(await client.call("get_count", { path })) };
      });
      print(options, answer, String(answer.count));
    },
  );
}

interface Options extends Common {
  write?: boolean;
  yes?: boolean;
}

function writing(command: Command): Command {
  return command
    .option("--write", "write it into the spec file, too; a diff is shown first")
    .option("-y, --yes", "with --write: do not ask");
}

function change(plan: PlanElement[] | undefined, count: Count | undefined) {
  if (plan)
    return (client: Client, path: Path) =>
      client.call("change_plan", { path, plan, ...(count !== undefined && { count }) });
  if (count !== undefined) return (client: Client, path: Path) => client.call("change_count", { path, count });
  throw failure("usage", "Nothing to set. Give a plan such as '[restart, stop]', --count, or both.", "plan");
}

async function ask(
  options: Options,
  text: string,
  call: (client: Client, path: Path) => Promise<Answer<"get_plan">>,
): Promise<void> {
  const [changed, proposal] = await withClient(options, async (client) => {
    const changed = await call(client, await childOf(client, text));
    return [changed, options.write ? await proposalFor(client, [changed.path]) : null];
  });
  if (!proposal) return print(options, changed, () => planText(changed));
  if (!options.json) print(options, changed, () => planText(changed));
  const written = await settle(proposal, options);
  print(options, { ...changed, ...answer(proposal, written) }, outcome(proposal, written));
}

/** A plan as it is typed, `[restart, {restart: 5s}, stop]`, in the form of the wire. */
export function elementsOf(text: string): PlanElement[] {
  const parsed = parsePlanText(text);
  if (parsed.ok) return planToDocument(parsed.value);
  const fault = parsed.problems.find((problem) => problem.severity === "error");
  throw failure("invalid_plan", fault?.message ?? `${text} is not a plan.`, fault?.where ?? "plan");
}

function countOf(text: string): Count {
  if (text === "infinity") return "infinity";
  if (/^\d+$/.test(text)) return Number(text);
  throw failure("usage", `${text} is not a count. Give a number or infinity.`, "--count");
}
