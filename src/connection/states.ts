import type { ChildState, TreeNode } from "../../wire/index.ts";
import { t } from "../t.ts";

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

/** A state in the language of the editor. */
export function stateWord(state: ChildState): string {
  return stateWords[state];
}

const stateWords: Record<ChildState, string> = {
  starting: t("starting"),
  running: t("running"),
  paused: t("paused"),
  held: t("held"),
  restarting: t("restarting"),
  waiting: t("waiting"),
  stopping: t("stopping"),
  stopped: t("stopped"),
  failed: t("failed"),
};

export function restartsText(restarts: number): string {
  return restarts === 1 ? t("1 restart") : t("{0} restarts", restarts);
}
