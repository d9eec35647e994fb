import * as vscode from "vscode";
import type { Path, TreeNode } from "../../wire/index.ts";
import type { Nodes } from "../connection/nodes.ts";
import type { RuntimeNode } from "../connection/runtime-node.ts";
import { specLabel } from "../connection/specs.ts";
import { t } from "../t.ts";
import { type Element, isElement } from "../views/elements.ts";
import { description } from "../views/item.ts";
import { inRange } from "../views/ranges.ts";

/** A child that a command is about. */
export interface Target {
  node: RuntimeNode;
  child: TreeNode;
}

/** Finds out which process a row of the Call Stack is; null for anything else. */
export type CallStackTarget = (args: readonly unknown[]) => Promise<{ node: RuntimeNode; path: Path } | null>;

export interface Wanted {
  title: string;
  /** Said when no child fits. */
  none: string;
  fits: (child: TreeNode) => boolean;
}

/** The children that a command means: the selected rows that fit, the Call Stack's process, or the one a person picks. */
export async function pickChildren(
  nodes: Nodes,
  callStack: CallStackTarget,
  args: readonly unknown[],
  wanted: Wanted,
): Promise<Target[]> {
  const rows = selectedRows(args);
  if (rows.length > 0) {
    const targets = rows.flatMap(targetsOf).filter(({ child }) => wanted.fits(child));
    if (targets.length === 0) await vscode.window.showInformationMessage(wanted.none);
    return targets;
  }
  const thread = await callStack(args);
  if (thread) {
    const target = find(thread.node, thread.path);
    if (!target) await vscode.window.showInformationMessage(t("{0} is not in the tree any more.", thread.path));
    return target ? [target] : [];
  }
  return pick(nodes, wanted);
}

/** A menu of the view hands over the row it was opened on, and all selected ones if that is among them. */
export function selectedRows([row, selected]: readonly unknown[]): Element[] {
  if (Array.isArray(selected) && selected.every(isElement) && selected.length > 0) return selected;
  return isElement(row) ? [row] : [];
}

/** A row that stands for many children means all of them. */
function targetsOf(row: Element): Target[] {
  if (row.kind === "runtime" || row.node.state.kind !== "connected") return [];
  const { outline } = row.node.state;
  const paths = row.kind === "child" ? [row.path] : inRange(outline, row.parent, row.from);
  return paths.flatMap((path) => find(row.node, path) ?? []);
}

function find(node: RuntimeNode, path: Path): Target | null {
  const child = node.state.kind === "connected" ? node.state.outline.get(path) : undefined;
  return child ? { node, child } : null;
}

async function pick(nodes: Nodes, { title, none, fits }: Wanted): Promise<Target[]> {
  const connected = nodes.all.filter(({ state }) => state.kind === "connected");
  const items = connected.flatMap((node) =>
    childrenOf(node)
      .filter(fits)
      .map((child) => ({
        label: child.path,
        description: description(child),
        ...(connected.length > 1 ? { detail: specLabel(node.specFile) } : {}),
        target: { node, child },
      })),
  );
  if (items.length === 0) {
    await vscode.window.showInformationMessage(none);
    return [];
  }
  const picked = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: t("Which child?"),
    matchOnDescription: true,
  });
  return picked ? [picked.target] : [];
}

function childrenOf({ state }: RuntimeNode): readonly TreeNode[] {
  return state.kind === "connected" ? state.snapshot.nodes : [];
}
