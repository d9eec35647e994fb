import * as vscode from "vscode";
import type { NodeHappening, Nodes } from "../connection/nodes.ts";
import type { RuntimeNode } from "../connection/runtime-node.ts";
import { type ChildElement, type Element, Elements } from "./elements.ts";
import { childItem, runtimeItem } from "./item.ts";
import { tooltipOf } from "./tooltip.ts";

/** The view's id, as package.json contributes it. */
export const supervisionView = "supertree.supervision";

/** The activity bar's view: nodes → supervisors → children, made as it is unfolded, refreshed only where a delta says so. */
export class Supervision implements vscode.TreeDataProvider<Element> {
  readonly #nodes: Nodes;
  readonly #elements = new Elements();
  readonly #changed = new vscode.EventEmitter<Element[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(nodes: Nodes) {
    this.#nodes = nodes;
    nodes.onDidChange(() => this.#changed.fire(undefined));
    nodes.onDidHappen((happening) => this.#take(happening));
  }

  /** Empty while nothing runs, so that the welcome view says what to do. */
  getChildren(element?: Element): Element[] {
    if (!element) {
      const all = this.#nodes.all;
      return all.some(isAlive) ? all.map((node) => this.#elements.runtime(node)) : [];
    }
    const { node } = element;
    if (node.state.kind !== "connected") return [];
    const children = node.state.outline.children(element.kind === "child" ? element.path : null);
    return children.map((child) => this.#elements.child(node, child.path));
  }

  getTreeItem(element: Element): vscode.TreeItem {
    const child = element.kind === "child" ? childOf(element) : undefined;
    if (child) return childItem(element.node, child);
    return element.kind === "runtime" ? runtimeItem(element.node) : new vscode.TreeItem(element.path);
  }

  getParent(element: Element): Element | undefined {
    if (element.kind === "runtime") return undefined;
    const parent = childOf(element)?.parent ?? null;
    return parent === null ? this.#elements.runtime(element.node) : this.#elements.child(element.node, parent);
  }

  resolveTreeItem(item: vscode.TreeItem, element: Element): vscode.TreeItem {
    const child = element.kind === "child" ? childOf(element) : undefined;
    if (child) item.tooltip = tooltipOf(child);
    return item;
  }

  element(node: RuntimeNode, path: string): ChildElement {
    return this.#elements.child(node, path);
  }

  #take({ node, event }: NodeHappening): void {
    if (event.kind === "state") this.#changed.fire(undefined);
    if (event.kind !== "tree") return;
    const { changed, regrouped, removed } = event.touched;
    this.#elements.forget(node, removed);
    const rows: Element[] = changed.flatMap((path) => this.#elements.shown(node, path) ?? []);
    for (const parent of regrouped) {
      const row = parent === null ? this.#elements.runtime(node) : this.#elements.shown(node, parent);
      if (row) rows.push(row);
    }
    // The node's own row shows the state of its root.
    if (changed.includes(event.snapshot.root)) rows.push(this.#elements.runtime(node));
    if (rows.length > 0) this.#changed.fire(rows);
  }
}

function isAlive(node: RuntimeNode): boolean {
  return node.state.kind === "connected" || node.state.kind === "lost";
}

function childOf({ node, path }: ChildElement) {
  return node.state.kind === "connected" ? node.state.outline.get(path) : undefined;
}
