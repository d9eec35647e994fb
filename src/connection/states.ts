import type { ChildState, TreeNode } from "../../wire/index.ts";

/** Down until somebody starts it: no process, and none due. */
export function isDown(child: { state: ChildState }): boolean {
  switch (child.state) {
    case "waiting":
    case "stopped":
    case "failed":
      return true;
    case "starting":
    case "running":
    case "paused":
    case "held":
    case "restarting":
    case "stopping":
      return false;
  }
}

export function isUp(child: { state: ChildState }): boolean {
  return !isDown(child);
}

/** Whether there is a process to send a signal to. */
export function hasProcess(child: TreeNode): boolean {
  return child.kind === "worker" && child.pid !== null;
}
