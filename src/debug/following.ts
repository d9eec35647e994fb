import * as vscode from "vscode";
import type { Path } from "../../wire/index.ts";
import type { RuntimeNode } from "../connection/runtime-node.ts";
import type { Sessions } from "./sessions.ts";

/** Tells whenever another process is selected in the Call Stack. */
export function followCallStack(
  sessions: Sessions,
  selected: (node: RuntimeNode, path: Path) => void,
  failed: (error: unknown) => void,
): vscode.Disposable {
  return vscode.debug.onDidChangeActiveStackItem((item) => {
    if (item === undefined) return;
    // The same shape that a menu of the Call Stack gives.
    const row = { sessionId: item.session.id, threadId: String(item.threadId) };
    sessions.target([row]).then((target) => target && selected(target.node, target.path), failed);
  });
}
