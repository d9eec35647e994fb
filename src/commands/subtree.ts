import * as vscode from "vscode";
import { z } from "zod";
import type { Path } from "../../wire/index.ts";
import type { AcrossPanel } from "../across/across-panel.ts";
import type { Nodes } from "../connection/nodes.ts";
import type { Sessions } from "../debug/sessions.ts";
import type { Reporter } from "../reports/reporter.ts";
import { t } from "../t.ts";
import { command, tell } from "./command.ts";
import { type CallStackTarget, pickChildren, selectedRows } from "./pick-children.ts";

const answered = z.object({ processes: z.int() });

/** What is done to all debugged processes below some children at once, and who of them is a thread of the Call Stack. */
export function subtreeCommands(
  nodes: Nodes,
  sessions: Sessions,
  across: AcrossPanel,
  callStack: CallStackTarget,
  reporter: Reporter,
): vscode.Disposable {
  const none = t("No process can be debugged: only Node processes carry the agent.");
  const pick = async (args: readonly unknown[], title: string): Promise<Path[]> => {
    const targets = await pickChildren(nodes, callStack, args, { title, none, fits: () => true });
    return targets.map(({ child }) => child.path);
  };
  /** A thread of the Call Stack stands for its siblings, and for itself where it is `alone`. */
  const meant = async (args: readonly unknown[], title: string, alone: boolean): Promise<Path[]> => {
    const paths = await pick(args, title);
    const isThread = selectedRows(args).length === 0 && (await callStack(args)) !== null;
    return isThread && !alone ? paths.map((path) => path.split("/").slice(0, -1).join("/")) : paths;
  };
  const give = (id: string, title: string, request: (paths: Path[]) => [string, object]) =>
    command(`supertree.${id}`, title, reporter, async (...args) => {
      const session = sessions.session(args);
      if (!session) {
        await vscode.window.showInformationMessage(t("No tree is debugged. Start with “Supertree: Debug Tree” or F5."));
        return;
      }
      const paths = await meant(args, title, /pin$/i.test(id));
      if (paths.length === 0) return;
      const { processes } = answered.partial().parse(await session.customRequest(...request(paths)));
      if (processes !== undefined)
        tell(processes === 1 ? t("Done for 1 process.") : t("Done for {0} processes.", processes));
    });
  return vscode.Disposable.from(
    give("pauseSubtree", t("Pause Subtree"), (paths) => ["supertree/pause", { paths }]),
    give("continueSubtree", t("Continue Subtree"), (paths) => ["supertree/continue", { paths }]),
    give("stepSubtree", t("Step Over in Subtree"), (paths) => ["supertree/step", { paths, kind: "over" }]),
    give("pin", t("Pin to Call Stack"), (paths) => ["supertree/pin", { paths, on: true }]),
    give("unpin", t("Unpin from Call Stack"), (paths) => ["supertree/pin", { paths, on: false }]),
    command("supertree.evaluateAcross", t("Evaluate Across Tree"), reporter, async (...args) => {
      const isAsked = selectedRows(args).length > 0;
      across.show(isAsked ? await pick(args, t("Evaluate Across Tree")) : []);
    }),
  );
}
