import type { TreeNode } from "../../wire/index.ts";
import type { Connected } from "../connection/runtime-node.ts";
import { isDown, isUp, restartsText, stateWord } from "../connection/states.ts";
import { t } from "../t.ts";

/** What a lens does when it is pressed; `text` only shows. */
export interface LensText {
  title: string;
  command: string;
  tooltip: string;
}

/** `running · 2 restarts · pid 4711`, `running · 198 of 200 up`, `restarting · due 12:30:05 · 3 restarts`. */
export function stateText(child: TreeNode, { outline }: Pick<Connected, "outline">): string {
  const parts: string[] = [stateWord(child.state)];
  if (child.onHold) parts.push(t("on hold"));
  if (child.dueAt !== null) parts.push(t("due {0}", new Date(child.dueAt).toLocaleTimeString()));
  if (child.kind === "supervisor") {
    const below = outline.children(child.path);
    parts.push(t("{0} of {1} up", below.filter(isUp).length, below.length));
  }
  if (child.restarts > 0) parts.push(restartsText(child.restarts));
  if (child.kind === "worker" && child.pid !== null) parts.push(t("pid {0}", child.pid));
  return parts.join(" · ");
}

/** The lenses above a child that runs, or could: what it is doing, then what can be done with it. */
export function childLenses(child: TreeNode, tree: Pick<Connected, "outline">): LensText[] {
  const { path } = child;
  const state = {
    title: withIcon(child, tree),
    command: "supertree.revealInPanel",
    tooltip: t("Show {0} in the tree panel", path),
  };
  const start = { title: t("Start"), command: "supertree.start", tooltip: t("Start {0}", path) };
  const restart = {
    title: t("Restart"),
    command: "supertree.restart",
    tooltip: t("Stop {0} in order and start it again", path),
  };
  const stop = { title: t("Stop"), command: "supertree.stop", tooltip: t("Stop {0} and leave it down", path) };
  const release = { title: t("Release"), command: "supertree.release", tooltip: t("End the hold of {0}", path) };
  const debug = { title: t("Debug"), command: "supertree.debugChild", tooltip: t("Debug {0} alone", path) };
  const log = { title: t("Log"), command: "supertree.openLog", tooltip: t("Open the log of {0}", path) };
  const acts = isDown(child) ? [start] : [restart, stop];
  if (child.onHold) acts.push(release);
  if (child.kind === "worker" && child.node !== null) acts.push(debug);
  if (child.kind === "worker") acts.push(log);
  return [state, ...acts];
}

/** The lenses above a spec's name; `root` is null where no runtime owns the tree. */
export function treeLenses(root: TreeNode | null, tree: Pick<Connected, "outline"> | null): LensText[] {
  const start = {
    title: `$(play)\u00a0${t("Start Tree")}`,
    command: "supertree.startTree",
    tooltip: t("Start all processes of this spec"),
  };
  const debug = {
    title: `$(debug-alt)\u00a0${t("Debug Tree")}`,
    command: "supertree.debugTree",
    tooltip: t("Start and debug all processes"),
  };
  const stop = { title: t("Stop Tree"), command: "supertree.stopTree", tooltip: t("Stop all processes in order") };
  const show = { title: t("Show Tree"), command: "supertree.showTree", tooltip: t("Draw the tree in a panel") };
  if (!root || !tree) return [start, debug];
  const state = { ...show, title: withIcon(root, tree) };
  return isDown(root) ? [state, start, stop] : [state, stop, { ...debug, title: t("Debug Tree") }, show];
}

/** `fleet/web` is in the file, but not in the tree that runs. */
export const notRunning: LensText = {
  title: `$(circle-outline)\u00a0${t("not in the running tree")}`,
  command: "supertree.applySpec",
  tooltip: t("The file has it and the running tree does not. Press to start it."),
};

/** Where the count of a plan is: the next exit runs this element, in the run of the plan so many. */
export function planHint({ plan }: TreeNode): string | null {
  return plan && t("The next exit runs this element. The plan has been run {0} of {1} times.", plan.runs, plan.count);
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
