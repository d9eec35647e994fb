import * as vscode from "vscode";
import type { ModuleVersion, Path, TreeNode } from "../../wire/index.ts";
import type { NodeHappening, Nodes } from "../connection/nodes.ts";
import type { Outline } from "../connection/outline.ts";
import type { RuntimeNode } from "../connection/runtime-node.ts";
import { type ChildElement, type Element, Elements } from "./elements.ts";
import { childItem, rangeItem, runtimeItem } from "./item.ts";
import { inRange, rangeAround, rangesOf } from "./ranges.ts";
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
    const outline = outlineOf(node);
    if (!outline) return [];
    switch (element.kind) {
      case "runtime":
        return this.#rows(node, outline.order(null));
      case "range":
        return this.#rows(node, inRange(outline, element.parent, element.from));
      case "child": {
        const ranges = rangesOf(outline, element.path);
        return ranges
          ? ranges.map((from) => this.#elements.range(node, element.path, from))
          : this.#rows(node, outline.order(element.path));
      }
    }
  }

  getTreeItem(element: Element): vscode.TreeItem {
    switch (element.kind) {
      case "runtime":
        return runtimeItem(element.node);
      case "range":
        return rangeItem(element, outlineOf(element.node));
      case "child": {
        const child = childOf(element);
        return child ? childItem(element.node, child) : new vscode.TreeItem(element.path);
      }
    }
  }

  getParent(element: Element): Element | undefined {
    const { node } = element;
    if (element.kind === "runtime") return undefined;
    if (element.kind === "range") return this.#elements.child(node, element.parent);
    const outline = outlineOf(node);
    const parent = outline?.get(element.path)?.parent ?? null;
    if (!outline || parent === null) return this.#elements.runtime(node);
    if (rangesOf(outline, parent) === null) return this.#elements.child(node, parent);
    return this.#elements.range(node, parent, rangeAround(outline, parent, element.path));
  }

  async resolveTreeItem(item: vscode.TreeItem, element: Element): Promise<vscode.TreeItem> {
    const child = element.kind === "child" ? childOf(element) : undefined;
    if (child) item.tooltip = tooltipOf(child, await modulesOf(element.node, child));
    return item;
  }

  element(node: RuntimeNode, path: string): ChildElement {
    return this.#elements.child(node, path);
  }

  #rows(node: RuntimeNode, paths: readonly Path[]): Element[] {
    return paths.map((path) => this.#elements.child(node, path));
  }

  #take({ node, event }: NodeHappening): void {
    if (event.kind === "state") this.#changed.fire(undefined);
    if (event.kind !== "tree") return;
    const { changed, regrouped, removed } = event.touched;
    this.#elements.forget(node, removed);
    const rows = new Set<Element>();
    for (const path of changed) this.#note(node, path, rows);
    for (const parent of regrouped) {
      const row = parent === null ? this.#elements.runtime(node) : this.#elements.shown(node, parent);
      if (row) rows.add(row);
    }
    // The node's own row shows the state of its root.
    if (changed.includes(event.snapshot.root)) rows.add(this.#elements.runtime(node));
    if (rows.size > 0) this.#changed.fire([...rows]);
  }

  /** A child's own row, and that of the range that counts it. */
  #note(node: RuntimeNode, path: Path, rows: Set<Element>): void {
    const row = this.#elements.shown(node, path);
    if (row) rows.add(row);
    const outline = outlineOf(node);
    const parent = outline?.get(path)?.parent ?? null;
    if (!outline || parent === null || rangesOf(outline, parent) === null) return;
    const range = this.#elements.shownRange(node, parent, rangeAround(outline, parent, path));
    if (range) rows.add(range);
  }
}

function isAlive(node: RuntimeNode): boolean {
  return node.elsewhere !== null || node.state.kind === "connected" || node.state.kind === "lost";
}

function outlineOf({ state }: RuntimeNode): Outline | undefined {
  if (state.kind === "lost") return state.last?.outline;
  return state.kind === "connected" ? state.outline : undefined;
}

/** What a Node process has loaded; a tree that is just going has no answer, and needs none. */
async function modulesOf(node: RuntimeNode, child: TreeNode): Promise<readonly ModuleVersion[]> {
  if (child.kind === "supervisor" || child.node === null) return [];
  return node.call("modules", { path: child.path }).then(
    ({ modules }) => modules,
    () => [],
  );
}

function childOf({ node, path }: ChildElement): TreeNode | undefined {
  return outlineOf(node)?.get(path);
}
