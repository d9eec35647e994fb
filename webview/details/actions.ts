import type { PanelAct, TreeNode } from "../../wire/index.ts";
import { t } from "../l10n.ts";

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
      label: t("Start"),
      icon: "debug-start",
      act: { do: "start", path },
      refused: isDown(node) ? null : t("It is not down."),
    },
    { label: t("Stop"), icon: "debug-stop", act: { do: "stop", path }, refused: stoppable(node) },
    {
      label: t("Restart"),
      icon: "debug-restart",
      act: { do: "restart", path },
      refused: node.state === "stopping" ? t("It is stopping.") : null,
    },
    holdOrRelease(node),
    {
      label: t("Delete"),
      icon: "trash",
      act: { do: "delete", path },
      refused: isDown(node) ? null : t("Stop it first."),
    },
  ];
  const debug: Action = { label: t("Debug"), icon: "debug-alt", act: { do: "debug", path }, refused: debuggable(node) };
  if (node.kind === "supervisor") return [...actions, debug];
  return [
    ...actions,
    debug,
    { label: t("Hot Reload"), icon: "flame", act: { do: "reload", path }, refused: reloadable(node) },
    { label: t("Open Log"), icon: "output", act: { do: "open_log", path }, refused: null },
    {
      label: t("Kill"),
      icon: "zap",
      act: { do: "kill", path, signal },
      refused: node.pid === null ? t("No process runs.") : null,
    },
  ];
}

/** Signals that rehearse a failure, the surest first, then all others; which of them its system has, the runtime says. */
export const signals = [
  ...["SIGKILL", "SIGTERM", "SIGINT", "SIGABRT", "SIGSEGV", "SIGHUP", "SIGQUIT", "SIGUSR2"],
  ...[
    "SIGALRM",
    "SIGBUS",
    "SIGCHLD",
    "SIGCONT",
    "SIGFPE",
    "SIGILL",
    "SIGIO",
    "SIGPIPE",
    "SIGPROF",
    "SIGPWR",
    "SIGSTOP",
  ],
  ...["SIGSYS", "SIGTRAP", "SIGTSTP", "SIGTTIN", "SIGTTOU", "SIGURG", "SIGUSR1", "SIGVTALRM", "SIGWINCH", "SIGXCPU"],
  ...["SIGXFSZ"],
];

function startTree(root: TreeNode): Action {
  const ended = root.state === "failed" || root.state === "stopped";
  return {
    label: t("Start Tree"),
    icon: "debug-start",
    act: { do: "start_tree" },
    refused: ended ? null : t("The tree is up."),
  };
}

/** One button for both: a child is on hold or it is not. */
function holdOrRelease(node: TreeNode): Action {
  const { path, onHold } = node;
  return onHold
    ? { label: t("Release"), icon: "unlock", act: { do: "release", path }, refused: null }
    : { label: t("Hold"), icon: "lock", act: { do: "hold", path }, refused: isDown(node) ? t("It is down.") : null };
}

function isDown(node: TreeNode): boolean {
  return down.includes(node.state);
}

function stoppable(node: TreeNode): string | null {
  if (node.state === "stopping") return t("It is stopping.");
  return node.state === "stopped" || node.state === "failed" ? t("It is down.") : null;
}

function debuggable(node: TreeNode): string | null {
  if (isDown(node)) return t("It is down.");
  if (node.kind === "supervisor") return null;
  if (node.debugged) return t("A debugger is connected.");
  return node.node === null ? t("Not a Node process, or its agent has not said hello.") : null;
}

function reloadable(node: Extract<TreeNode, { kind: "worker" }>): string | null {
  if (node.pid === null) return t("No process runs.");
  return node.node === null ? t("Not a Node process, or its agent has not said hello.") : null;
}
