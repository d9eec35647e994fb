import type { TreeNode } from "../../wire/index.ts";
import type { Connected } from "../connection/runtime-node.ts";
import { isDown, isUp } from "../connection/states.ts";

/** What a lens does when it is pressed; `text` only shows. */
export interface LensText {
  title: string;
  command: string;
  tooltip: string;
}

/** `running · 2 restarts · pid 4711`, `running · 198 of 200 up`, `restarting · due 12:30:05 · 3 restarts`. */
export function stateText(child: TreeNode, { outline }: Pick<Connected, "outline">): string {
  const parts: string[] = [child.state];
  if (child.onHold) parts.push("on hold");
  if (child.dueAt !== null) parts.push(`due ${new Date(child.dueAt).toLocaleTimeString()}`);
  if (child.kind === "supervisor") {
    const below = outline.children(child.path);
    parts.push(`${below.filter(isUp).length} of ${below.length} up`);
  }
  if (child.restarts > 0) parts.push(child.restarts === 1 ? "1 restart" : `${child.restarts} restarts`);
  if (child.kind === "worker" && child.pid !== null) parts.push(`pid ${child.pid}`);
  return parts.join(" · ");
}

/** The lenses above a child that runs, or could: what it is doing, then what can be done with it. */
export function childLenses(child: TreeNode, tree: Pick<Connected, "outline">): LensText[] {
  const { path } = child;
  const state = {
    title: withIcon(child, tree),
    command: "supertree.revealInPanel",
    tooltip: `Show ${path} in the tree panel`,
  };
  const start = { title: "Start", command: "supertree.start", tooltip: `Start ${path}` };
  const restart = {
    title: "Restart",
    command: "supertree.restart",
    tooltip: `Stop ${path} in order and start it again`,
  };
  const stop = { title: "Stop", command: "supertree.stop", tooltip: `Stop ${path} and leave it down` };
  const release = { title: "Release", command: "supertree.release", tooltip: `End the hold of ${path}` };
  const debug = { title: "Debug", command: "supertree.debugChild", tooltip: `Debug ${path} alone` };
  const log = { title: "Log", command: "supertree.openLog", tooltip: `Open the log of ${path}` };
  const acts = isDown(child) ? [start] : [restart, stop];
  if (child.onHold) acts.push(release);
  if (child.kind === "worker" && child.node !== null) acts.push(debug);
  if (child.kind === "worker") acts.push(log);
  return [state, ...acts];
}

/** The lenses above a spec's name; `root` is null where no runtime owns the tree. */
export function treeLenses(root: TreeNode | null, tree: Pick<Connected, "outline"> | null): LensText[] {
  const start = {
    title: "$(play)\u00a0Start Tree",
    command: "supertree.startTree",
    tooltip: "Start all processes of this spec",
  };
  const debug = {
    title: "$(debug-alt)\u00a0Debug Tree",
    command: "supertree.debugTree",
    tooltip: "Start and debug all processes",
  };
  const stop = { title: "Stop Tree", command: "supertree.stopTree", tooltip: "Stop all processes in order" };
  const show = { title: "Show Tree", command: "supertree.showTree", tooltip: "Draw the tree in a panel" };
  if (!root || !tree) return [start, debug];
  const state = { ...show, title: withIcon(root, tree) };
  return isDown(root) ? [state, start, stop] : [state, stop, { ...debug, title: "Debug Tree" }, show];
}

/** `fleet/web` is in the file, but not in the tree that runs. */
export const notRunning: LensText = {
  title: "$(circle-outline)\u00a0not in the running tree",
  command: "supertree.applySpec",
  tooltip: "The file has it and the running tree does not. Press to start it.",
};

/** Where the count of a plan is: the next exit runs this element, in the run of the plan so many. */
export function planHint({ plan }: TreeNode): string | null {
  return plan && `The next exit runs this element. The plan has been run ${plan.runs} of ${plan.count} times.`;
}

/** An editor drops a plain blank behind an icon. */
function withIcon(child: TreeNode, tree: Pick<Connected, "outline">): string {
  return `${stateIcons[child.state]}\u00a0${stateText(child, tree)}`;
}

const stateIcons: Record<TreeNode["state"], string> = {
  starting: "$(loading~spin)",
  running: "$(pass)",
  paused: "$(debug-pause)",
  held: "$(debug-breakpoint-unverified)",
  restarting: "$(history)",
  waiting: "$(clock)",
  stopping: "$(loading~spin)",
  stopped: "$(circle-slash)",
  failed: "$(error)",
};
