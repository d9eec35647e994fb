import * as vscode from "vscode";
import type { Nodes } from "../connection/nodes.ts";
import type { Reporter } from "../reports/reporter.ts";
import type { ChildSpecDocuments } from "../specs/child-spec-documents.ts";
import { type ChildDocument, childLine, readChild } from "../specs/child-text.ts";
import { commandLineOf } from "../specs/command-line.ts";
import { t } from "../t.ts";
import { ask } from "./ask.ts";
import { command, tell } from "./command.ts";
import { type CallStackTarget, pickChildren } from "./pick-children.ts";
import { pickSupervisor, type SupervisorTarget } from "./supervisor.ts";

/** Child specs of the running tree: shown, started anew, adopted, and the default one of a supervisor. */
export function childSpecCommands(
  nodes: Nodes,
  documents: ChildSpecDocuments,
  callStack: CallStackTarget,
  reporter: Reporter,
): vscode.Disposable {
  const onSupervisor = (id: string, title: string, act: (target: SupervisorTarget) => Promise<string | null>) =>
    command(id, title, reporter, async (...args) => {
      const target = await pickSupervisor(nodes, callStack, args, title);
      const done = target && (await act(target));
      if (done) tell(done);
    });
  return vscode.Disposable.from(
    command("supertree.showChildSpec", t("Show Child Spec"), reporter, async (...args) => {
      const wanted = { title: t("Show Child Spec"), none: t("No tree runs."), fits: () => true };
      for (const { node, child } of await pickChildren(nodes, callStack, args, wanted)) {
        await documents.show(node, child.path, "own");
      }
    }),
    onSupervisor("supertree.showDefaultChildSpec", t("Show Default Child Spec"), async ({ node, supervisor }) => {
      await documents.show(node, supervisor.path, "default");
      return null;
    }),
    onSupervisor("supertree.startChild", t("Start Child"), startChild),
    onSupervisor("supertree.adopt", t("Adopt Process"), adopt),
    onSupervisor("supertree.changeDefaultChildSpec", t("Change Default Child Spec"), changeDefault),
  );
}

async function startChild(target: SupervisorTarget): Promise<string | null> {
  const { node, supervisor } = target;
  const { childspec } = await node.call("get_default_childspec", { path: supervisor.path });
  const inherits = supervisor.dynamic !== null && childspec !== null;
  const child = await askChild(target, {
    title: t("Start Child of {0}", supervisor.path),
    prompt: inherits
      ? t("Its child spec. What it does not say, the default child spec says.")
      : t("Its child spec, as in supertree.yaml."),
    document: inherits ? { id: "name" } : { id: "name", run: "node program.js" },
  });
  if (!child) return null;
  const { path } = await node.call("start_child", { path: supervisor.path, child });
  return t("Started {0}.", path);
}

async function adopt(target: SupervisorTarget): Promise<string | null> {
  const { node, supervisor } = target;
  const typed = await ask({
    title: t("Adopt Process into {0}", supervisor.path),
    prompt: t("The id of a process that runs already. It is not touched, and supervised from now on."),
    value: "",
    read: (text) =>
      /^\s*[1-9]\d*\s*$/.test(text)
        ? { ok: true, value: Number(text) }
        : { ok: false, message: t("A process id is a whole number, as ps shows it.") },
  });
  if (typed === undefined) return null;
  const run = (await commandLineOf(typed)) ?? ["node", "program.js"];
  const child = await askChild(target, {
    title: t("Adopt Process {0} into {1}", typed, supervisor.path),
    prompt: t("Its child spec. `run` is what a restart starts."),
    document: { id: `adopted-${typed}`, run },
  });
  if (!child) return null;
  const { path } = await node.call("become_supervisor", { path: supervisor.path, pid: typed, child });
  return t("Adopted process {0} as {1}.", typed, path);
}

async function changeDefault({ node, supervisor: { path } }: SupervisorTarget): Promise<string | null> {
  const { childspec } = await node.call("get_default_childspec", { path });
  const wanted = await ask({
    title: t("Change Default Child Spec of {0}", path),
    prompt: t(
      "Children with append: true are combined anew; no process is touched. *** keeps a value that is not shown.",
    ),
    value: childLine(childspec ?? { run: "node program.js {id}" }),
    read: readChild,
  });
  if (wanted === undefined) return null;
  const { combined } = await node.call("change_default_childspec", { path, childspec: wanted });
  return combined.length === 0
    ? t("The default child spec of {0} is changed.", path)
    : t("The default child spec of {0} is changed. Combined anew: {1}.", path, combined.join(", "));
}

/** Asks for a child spec, which the runtime checks as it is typed. */
function askChild(
  { node, supervisor: { path } }: SupervisorTarget,
  asked: { title: string; prompt: string; document: ChildDocument },
): Promise<ChildDocument | undefined> {
  return ask({
    title: asked.title,
    prompt: asked.prompt,
    value: childLine(asked.document),
    read: readChild,
    check: async (child) => {
      const { problems } = await node.call("check_childspecs", { path, children: [child] });
      return problems.find(({ severity }) => severity === "error")?.message;
    },
  });
}
