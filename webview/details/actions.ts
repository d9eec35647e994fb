import type { PanelAct, TreeNode } from "../../wire/index.ts";

/** A button of the details pane. */
export interface Action {
  label: string;
  /** Name of a codicon. */
  icon: string;
  act: PanelAct;
  /** Why it makes no sense now, for its tooltip; null when it does. */
  refused: string | null;
}

const down = ["stopped", "failed", "waiting"];

/** What can be done to a child as it is now; `signal` is the one that kill sends. */
export function actionsOf(node: TreeNode, signal: string): Action[] {
  if (node.parent === null) return [startTree(node)];
  const { path } = node;
  const actions: Action[] = [
    {
      label: "Start",
      icon: "debug-start",
      act: { do: "start", path },
      refused: isDown(node) ? null : "It is not down.",
    },
    { label: "Stop", icon: "debug-stop", act: { do: "stop", path }, refused: stoppable(node) },
    {
      label: "Restart",
      icon: "debug-restart",
      act: { do: "restart", path },
      refused: node.state === "stopping" ? "It is stopping." : null,
    },
    holdOrRelease(node),
    { label: "Delete", icon: "trash", act: { do: "delete", path }, refused: isDown(node) ? null : "Stop it first." },
  ];
  if (node.kind === "supervisor") return actions;
  return [
    ...actions,
    { label: "Hot Reload", icon: "flame", act: { do: "reload", path }, refused: reloadable(node) },
    { label: "Open Log", icon: "output", act: { do: "open_log", path }, refused: null },
    {
      label: "Kill",
      icon: "zap",
      act: { do: "kill", path, signal },
      refused: node.pid === null ? "No process runs." : null,
    },
  ];
}

/** Signals that rehearse a failure, the surest first. */
export const signals = ["SIGKILL", "SIGTERM", "SIGINT", "SIGABRT", "SIGSEGV", "SIGHUP", "SIGUSR2"] as const;

function startTree(root: TreeNode): Action {
  const ended = root.state === "failed" || root.state === "stopped";
  return {
    label: "Start Tree",
    icon: "debug-start",
    act: { do: "start_tree" },
    refused: ended ? null : "The tree is up.",
  };
}

/** One button for both: a child is on hold or it is not. */
function holdOrRelease(node: TreeNode): Action {
  const { path, onHold } = node;
  return onHold
    ? { label: "Release", icon: "unlock", act: { do: "release", path }, refused: null }
    : { label: "Hold", icon: "lock", act: { do: "hold", path }, refused: isDown(node) ? "It is down." : null };
}

function isDown(node: TreeNode): boolean {
  return down.includes(node.state);
}

function stoppable(node: TreeNode): string | null {
  if (node.state === "stopping") return "It is stopping.";
  return node.state === "stopped" || node.state === "failed" ? "It is down." : null;
}

function reloadable(node: Extract<TreeNode, { kind: "worker" }>): string | null {
  if (node.pid === null) return "No process runs.";
  return node.node === null ? "Not a Node process, or its agent has not said hello." : null;
}
