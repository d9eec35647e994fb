import * as vscode from "vscode";
import type { Path, TreeNode } from "../../wire/index.ts";
import type { Nodes } from "../connection/nodes.ts";
import type { RuntimeNode } from "../connection/runtime-node.ts";
import { t } from "../t.ts";

/** What became of one process of a rolling restart: its next incarnation runs, or why not. */
export type Restarted = { ok: true } | { ok: false; message: string };

/**
 * Restarts the processes one after the other, each when the one before runs again, and stops at the first failure,
 * so that a broken module never takes more than one process down. The person can stop it in between.
 */
export async function rollingRestart(nodes: Nodes, node: RuntimeNode, paths: readonly Path[]): Promise<Restarted> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: t("Rolling restart"), cancellable: true },
    async (progress, cancelled) => {
      for (const [index, path] of paths.entries()) {
        if (cancelled.isCancellationRequested) return { ok: false, message: t("Stopped before {0}.", path) };
        progress.report({
          message: t("{0} ({1} of {2})", path, index + 1, paths.length),
          increment: 100 / paths.length,
        });
        const restarted = await restartOne(nodes, node, path, cancelled);
        if (!restarted.ok) return restarted;
      }
      return { ok: true };
    },
  );
}

async function restartOne(
  nodes: Nodes,
  node: RuntimeNode,
  path: Path,
  cancelled: vscode.CancellationToken,
): Promise<Restarted> {
  const before = childOf(node, path)?.incarnation ?? 0;
  const done = new Promise<Restarted>((settle) => {
    const look = () => {
      const restarted = cancelled.isCancellationRequested
        ? { ok: false as const, message: t("Not waited for {0}.", path) }
        : judge(childOf(node, path), path, before);
      if (restarted === null) return;
      watching.dispose();
      settle(restarted);
    };
    const watching = vscode.Disposable.from(nodes.onDidHappen(look), cancelled.onCancellationRequested(look));
  });
  await node.call("restart", { path });
  return done;
}

/** Null while nobody can tell. A process that pauses at a breakpoint has come as far as its code. */
export function judge(child: TreeNode | undefined, path: Path, before: number): Restarted | null {
  if (!child) return { ok: false, message: t("{0} is gone.", path) };
  if (child.lastExit !== null && child.lastExit.incarnation > before) {
    return {
      ok: false,
      message: t("{0} ended again: the processes after it are left as they were. See its log.", path),
    };
  }
  const runs = child.state === "running" || child.state === "paused";
  return runs && child.incarnation > before ? { ok: true } : null;
}

function childOf(node: RuntimeNode, path: Path): TreeNode | undefined {
  return node.state.kind === "connected" ? node.state.outline.get(path) : undefined;
}
