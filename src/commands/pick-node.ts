import * as vscode from "vscode";
import type { Nodes } from "../connection/nodes.ts";
import type { RuntimeNode } from "../connection/runtime-node.ts";
import { specLabel } from "../connection/specs.ts";
import { t } from "../t.ts";
import { isElement } from "../views/elements.ts";

/** The node that a command means: that of the row it was given on, the only one that fits, or the one a person picks; null when none is. */
export async function pickNode(
  nodes: Nodes,
  fits: (node: RuntimeNode) => boolean,
  args: readonly unknown[],
  words: { title: string; none: string },
): Promise<RuntimeNode | null> {
  const [row] = args;
  if (isElement(row)) return row.node;
  const fitting = nodes.all.filter(fits);
  const [only] = fitting;
  if (!only) {
    await vscode.window.showInformationMessage(words.none);
    return null;
  }
  if (fitting.length === 1) return only;
  const items = fitting.map((node) => ({ label: specLabel(node.specFile), description: node.state.kind, node }));
  const picked = await vscode.window.showQuickPick(items, { title: words.title, placeHolder: t("Which tree?") });
  return picked?.node ?? null;
}

export function isConnected({ state }: RuntimeNode): boolean {
  return state.kind === "connected";
}
