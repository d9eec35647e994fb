import * as vscode from "vscode";
import type { ChildState, TreeNode } from "../../wire/index.ts";
import { canStart } from "../connection/context-keys.ts";
import type { Outline } from "../connection/outline.ts";
import type { RuntimeNode } from "../connection/runtime-node.ts";
import { specLabel } from "../connection/specs.ts";
import { hasProcess, isDown, restartsText, stateWord } from "../connection/states.ts";
import { t } from "../t.ts";
import { type RangeElement, rangeKey } from "./elements.ts";
import { inRange, statesIn } from "./ranges.ts";

/** A child's row. Its tooltip is left to `tooltipOf`, made when somebody looks. */
export function childItem(node: RuntimeNode, child: TreeNode): vscode.TreeItem {
  const item = new vscode.TreeItem(child.id, collapsible(child));
  item.id = `${node.specFile}\n${child.path}`;
  item.description = description(child);
  const isThere = node.state.kind === "connected";
  item.iconPath = isThere ? icon(child) : themed("circle-outline", "disabledForeground");
  item.contextValue = isThere ? contextValue(child) : "last known";
  item.accessibilityInformation = { label: `${child.id}, ${kindWord(child.kind)}, ${item.description}` };
  return item;
}

/** The row of a node: the spec that it runs. */
export function runtimeItem(node: RuntimeNode): vscode.TreeItem {
  const item = new vscode.TreeItem(specLabel(node.specFile), vscode.TreeItemCollapsibleState.Expanded);
  const { state, elsewhere } = node;
  if (state.kind !== "connected" && !(state.kind === "lost" && state.last))
    item.collapsibleState = vscode.TreeItemCollapsibleState.None;
  item.id = node.specFile;
  item.description = runtimeState(node);
  item.iconPath = new vscode.ThemeIcon(node.state.kind === "connected" ? "server-process" : "circle-outline");
  item.contextValue = `runtime ${node.state.kind}${canStart(node) ? " startable" : ""}${elsewhere ? " elsewhere" : ""}`;
  item.tooltip = node.state.kind === "lost" ? node.state.message : node.specFile;
  item.accessibilityInformation = { label: t("{0}, node, {1}", specLabel(node.specFile), item.description) };
  return item;
}

/** `device-101 … device-200`, with how many are in each state; its icon is that of the worst. */
export function rangeItem({ node, parent, from }: RangeElement, outline: Outline | undefined): vscode.TreeItem {
  const paths = outline ? inRange(outline, parent, from) : [];
  const [first, last] = [paths.at(0), paths.at(-1)].map((path) => (path && outline?.get(path)?.id) ?? "");
  const states = outline ? statesIn(outline, paths) : [];
  const item = new vscode.TreeItem(`${first} … ${last}`, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = `${node.specFile}\n${rangeKey(parent, from)}`;
  item.description = states.map(({ state, count }) => `${count} ${stateWord(state)}`).join(" · ");
  const [worst] = states;
  item.iconPath =
    worst && worst.state !== "running" ? themed(...stateIcons[worst.state]) : themed("layers", "charts.green");
  item.contextValue = "range";
  item.accessibilityInformation = { label: t("{0} to {1}, {2}", first ?? "", last ?? "", item.description) };
  return item;
}

function kindWord(kind: TreeNode["kind"]): string {
  return kind === "worker" ? t("worker") : t("supervisor");
}

/** Words that menus match on: `worker up process agent plan`, `supervisor down dynamic plan root`. */
export function contextValue(child: TreeNode): string {
  const words: string[] = [child.kind, isDown(child) ? "down" : "up"];
  if (child.parent === null) words.push("root");
  if (child.plan !== null) words.push("plan");
  if (child.kind === "supervisor" && child.dynamic !== null) words.push("dynamic");
  if (child.kind === "worker" && child.node !== null) words.push("agent");
  if (hasProcess(child)) words.push("process");
  if (child.onHold) words.push("onhold");
  return words.join(" ");
}

/** `running · pid 4711 · #2`, `running · on hold · pid 4711`, `restarting · due 12:30:05 · 3 restarts`, `running · rest_for_one`. */
export function description(child: TreeNode): string {
  const parts: string[] = [stateWord(child.state)];
  if (child.onHold) parts.push(t("on hold"));
  if (child.dueAt !== null) parts.push(t("due {0}", new Date(child.dueAt).toLocaleTimeString()));
  if (child.kind === "supervisor") parts.push(child.strategy);
  if (child.kind === "worker" && child.pid !== null) parts.push(t("pid {0}", child.pid));
  if (child.incarnation > 1) parts.push(`#${child.incarnation}`);
  if (child.restarts > 0) parts.push(restartsText(child.restarts));
  return parts.join(" · ");
}

function collapsible(child: TreeNode): vscode.TreeItemCollapsibleState {
  if (child.kind === "worker") return vscode.TreeItemCollapsibleState.None;
  return child.dynamic === null ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
}

function runtimeState(node: RuntimeNode): string {
  switch (node.state.kind) {
    case "idle":
      return t("not running");
    case "connecting":
      return t("connecting");
    case "lost":
      return node.state.last ? t("down; as it was last known") : t("connection lost");
    case "connected":
      return connectedState(node, stateWord(node.state.outline.children(null)[0]?.state ?? "starting"));
  }
}

function connectedState(node: RuntimeNode, word: string): string {
  if (node.elsewhere === null) return t("local · {0}", word);
  const { host } = new URL(node.elsewhere.url);
  return node.isSuspect ? t("{0} · suspect: silent for a while", host) : `${host} · ${word}`;
}

/** A lock in the colour of the state while it is on hold. */
function icon(child: TreeNode): vscode.ThemeIcon {
  if (child.onHold) return themed("lock", stateIcons[child.state][1]);
  if (child.kind === "supervisor" && child.state === "running") return themed("type-hierarchy-sub", "charts.green");
  const [id, color] = stateIcons[child.state];
  return themed(id, color);
}

const stateIcons: Record<ChildState, [id: string, color: string]> = {
  starting: ["loading~spin", "charts.blue"],
  running: ["pass", "charts.green"],
  paused: ["debug-pause", "charts.yellow"],
  held: ["debug-breakpoint-unverified", "charts.yellow"],
  restarting: ["history", "charts.orange"],
  waiting: ["clock", "charts.orange"],
  stopping: ["loading~spin", "disabledForeground"],
  stopped: ["circle-slash", "disabledForeground"],
  failed: ["error", "list.errorForeground"],
};

function themed(id: string, color: string): vscode.ThemeIcon {
  return new vscode.ThemeIcon(id, new vscode.ThemeColor(color));
}
