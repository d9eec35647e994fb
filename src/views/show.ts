import * as vscode from "vscode";
import type { Path } from "../../wire/index.ts";
import type { Nodes } from "../connection/nodes.ts";
import type { RuntimeNode } from "../connection/runtime-node.ts";
import { t } from "../t.ts";
import type { Element } from "./elements.ts";
import { Supervision, supervisionView } from "./supervision.ts";

export interface ShownSupervision extends vscode.Disposable {
  /** Selects a child's row where the view is visible; never brings the view to the front. */
  select(node: RuntimeNode, path: Path): void;
  /** The rows that are selected now. */
  readonly selection: () => readonly Element[];
}

/** The Supervision view in its container, with the number of failed children as its badge. */
export function showSupervision(nodes: Nodes): ShownSupervision {
  const supervision = new Supervision(nodes);
  const view = vscode.window.createTreeView(supervisionView, {
    treeDataProvider: supervision,
    canSelectMany: true,
    showCollapseAll: true,
  });
  const badge = nodes.onDidHappen(({ event }) => {
    if (event.kind !== "notice") tellFailed(view, nodes);
  });
  return {
    selection: () => view.selection,
    select(node, path) {
      if (view.visible) void view.reveal(supervision.element(node, path), { select: true, focus: false });
    },
    dispose: () => vscode.Disposable.from(badge, view).dispose(),
  };
}

function tellFailed(view: vscode.TreeView<Element>, nodes: Nodes): void {
  const failed = nodes.all.reduce(
    (sum, { state }) => sum + (state.kind === "connected" ? state.outline.count("failed") : 0),
    0,
  );
  if (failed === (view.badge?.value ?? 0)) return;
  view.badge = failed === 0 ? undefined : { value: failed, tooltip: t("{0} failed", failed) };
}
