import type { Path, TreeNode } from "../wire/index.ts";

/** How far a tree, or a group of it, has come with what it does to many children. */
export interface Progress {
  doing: "starting" | "stopping";
  done: number;
  total: number;
}

/**
 * Of a tree whose root starts or stops; null while it does neither. A child that starts is done when it is ready, one that stops when its
 * process is gone. `before` is what this answered last: what stops is counted from where it began.
 */
export function treeProgress(nodes: Iterable<TreeNode>, before: Progress | null): Progress | null {
  let state: TreeNode["state"] | null = null;
  let [workers, ready, living] = [0, 0, 0];
  for (const node of nodes) {
    if (node.parent === null) state = node.state;
    if (node.kind !== "worker") continue;
    workers += 1;
    if (isReady(node)) ready += 1;
    if (node.pid !== null) living += 1;
  }
  if (state === "starting") return { doing: "starting", done: ready, total: workers };
  if (state !== "stopping") return null;
  const total = before?.doing === "stopping" ? before.total : living;
  return { doing: "stopping", done: total - living, total };
}

/** Of a supervisor that is scaled from so many children to another number. */
export function scaleProgress(nodes: Iterable<TreeNode>, path: Path, from: number, to: number): Progress {
  let [all, ready] = [0, 0];
  for (const node of nodes) {
    if (node.parent !== path) continue;
    all += 1;
    if (isReady(node)) ready += 1;
  }
  if (to >= from) return { doing: "starting", done: Math.min(ready, to), total: to };
  return { doing: "stopping", done: Math.min(from - to, Math.max(0, from - all)), total: from - to };
}

/** `starting ██████░░░░ 120 of 200 ready` */
export function progressText({ doing, done, total }: Progress, width: number): string {
  const full = total === 0 ? width : Math.floor((done / total) * width);
  return `${doing} ${"█".repeat(full)}${"░".repeat(width - full)} ${progressWords({ doing, done, total })}`;
}

function progressWords({ doing, done, total }: Progress): string {
  return `${done} of ${total} ${doing === "starting" ? "ready" : "stopped"}`;
}

function isReady({ state }: TreeNode): boolean {
  return state === "running" || state === "paused" || state === "held";
}
