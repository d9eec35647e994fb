import { editor, type Row, type TreeView } from "./editor.ts";
import { EventEmitter } from "./values.ts";

/** A view without a window: the test asks for its rows. The Supervision view is in sight, another one when the test says so. */
export function treeView(id: string, { treeDataProvider }: { treeDataProvider: TreeView["provider"] }) {
  const turned = new EventEmitter<{ visible: boolean }>();
  const view = {
    provider: treeDataProvider,
    rows: (below?: Row) => treeDataProvider.getChildren(below),
    badge: undefined,
    selection: [],
    visible: id === "supertree.supervision",
    onDidChangeVisibility: turned.event,
    turn: (visible: boolean) => {
      view.visible = visible;
      turned.fire({ visible });
    },
    reveal: async (element: { path: string }) => void editor.shown.push(`row ${element.path}`),
    dispose: () => undefined,
  };
  editor.views.set(id, view);
  if (id === "supertree.supervision") editor.treeView = view;
  return view;
}

/** An item of the status bar; the shown ones are in `editor.items`. */
export function statusItem(id: string) {
  const item = {
    ...{ id, name: "", text: "", tooltip: "", command: "" },
    show: () => editor.items.set(id, item),
    hide: () => editor.items.delete(id),
    dispose: () => editor.items.delete(id),
  };
  return item;
}
