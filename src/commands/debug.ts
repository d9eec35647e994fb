import * as vscode from "vscode";
import { z } from "zod";
import type { Path } from "../../wire/index.ts";
import type { Nodes } from "../connection/nodes.ts";
import type { RuntimeNode } from "../connection/runtime-node.ts";
import type { Sessions } from "../debug/sessions.ts";
import { startDebugging } from "../debug/start.ts";
import type { Reporter } from "../reports/reporter.ts";
import { t } from "../t.ts";
import { command, tell } from "./command.ts";
import { type CallStackTarget, pickChildren } from "./pick-children.ts";

const answered = z.object({ processes: z.int() });

/** Debugs some children of a tree; lets every paused process go on: a breakpoint in twelve devices is one press, not twelve. */
export function debugCommands(
  nodes: Nodes,
  sessions: Sessions,
  callStack: CallStackTarget,
  reporter: Reporter,
): vscode.Disposable {
  return vscode.Disposable.from(
    continueAll(sessions, reporter),
    command("supertree.debugChild", t("Debug Process"), reporter, async (...args) => {
      const targets = await pickChildren(nodes, callStack, args, {
        title: t("Debug Process"),
        none: t("No process can be debugged: only Node processes carry the agent."),
        fits: (child) => child.kind === "supervisor" || child.node !== null,
      });
      const byNode = new Map<RuntimeNode, Path[]>();
      for (const { node, child } of targets) byNode.set(node, [...(byNode.get(node) ?? []), child.path]);
      for (const [node, paths] of byNode) await startDebugging(node, paths);
    }),
  );
}

function continueAll(sessions: Sessions, reporter: Reporter): vscode.Disposable {
  return command("supertree.continueAll", t("Continue All Processes"), reporter, async (...args) => {
    const session = sessions.session(args);
    if (!session) {
      await vscode.window.showInformationMessage(t("No tree is debugged. Start with “Supertree: Debug Tree” or F5."));
      return;
    }
    const { processes } = answered.parse(await session.customRequest("supertree/continue", {}));
    tell(processes === 1 ? t("Continued 1 process.") : t("Continued {0} processes.", processes));
  });
}
