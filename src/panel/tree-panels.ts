import * as vscode from "vscode";
import type { Path } from "../../wire/index.ts";
import type { Nodes } from "../connection/nodes.ts";
import type { RuntimeNode } from "../connection/runtime-node.ts";
import { specLabel } from "../connection/specs.ts";
import { t } from "../t.ts";
import { pageOf } from "./html.ts";
import { type PanelServices, type Selection, TreePanel } from "./tree-panel.ts";

/** The webview's type, as package.json activates on it. */
export const panelType = "supertree.tree";

/** The tree panels: one a node, kept over a reload of the window. */
export class TreePanels implements vscode.WebviewPanelSerializer, vscode.Disposable {
  readonly #nodes: Nodes;
  readonly #extension: vscode.Uri;
  readonly #services: PanelServices;
  readonly #selected: (node: RuntimeNode, path: Path) => void;
  readonly #panels = new Map<RuntimeNode, TreePanel>();
  readonly #own: vscode.Disposable;

  constructor(
    nodes: Nodes,
    extension: vscode.Uri,
    selected: (node: RuntimeNode, path: Path) => void,
    services: PanelServices,
  ) {
    this.#nodes = nodes;
    this.#extension = extension;
    this.#services = services;
    this.#selected = selected;
    this.#own = vscode.Disposable.from(
      vscode.window.registerWebviewPanelSerializer(panelType, this),
      nodes.onDidHappen(({ node, event }) => this.#panels.get(node)?.tell(event)),
    );
  }

  show(node: RuntimeNode, selection: Selection | null = null): void {
    const open = this.#panels.get(node) ?? this.#furnish(node, this.#create(node));
    open.show(selection);
  }

  /** Selects a child in the open panel of its node; opens none, and brings none to the front. */
  follow(node: RuntimeNode, path: Path): void {
    this.#panels.get(node)?.follow(path);
  }

  /** A panel of an earlier window: its title says whose it was. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    const node = this.#nodes.all.find((one) => title(one) === panel.title) ?? this.#nodes.all[0];
    if (!node || this.#panels.has(node)) panel.dispose();
    else this.#furnish(node, panel);
  }

  dispose(): void {
    this.#own.dispose();
  }

  #create(node: RuntimeNode): vscode.WebviewPanel {
    // Its history of exits is the webview's own, so it lives on while another tab is in front.
    return vscode.window.createWebviewPanel(panelType, title(node), vscode.ViewColumn.Active, {
      retainContextWhenHidden: true,
    });
  }

  #furnish(node: RuntimeNode, panel: vscode.WebviewPanel): TreePanel {
    const dist = vscode.Uri.joinPath(this.#extension, "dist");
    const made = new TreePanel(panel, node, (path) => this.#selected(node, path), this.#services);
    this.#panels.set(node, made);
    panel.onDidDispose(() => this.#panels.delete(node));
    panel.iconPath = vscode.Uri.joinPath(this.#extension, "media", "icon.svg");
    panel.webview.options = { enableScripts: true, localResourceRoots: [dist] };
    panel.webview.html = pageOf(panel.webview, dist, { script: "webview.js", style: "webview.css" });
    return made;
  }
}

function title(node: RuntimeNode): string {
  return t("Tree: {0}", specLabel(node.specFile));
}
