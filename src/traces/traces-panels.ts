import * as vscode from "vscode";
import type { Nodes } from "../connection/nodes.ts";
import type { RuntimeNode } from "../connection/runtime-node.ts";
import { specLabel } from "../connection/specs.ts";
import { pageOf } from "../panel/html.ts";
import { t } from "../t.ts";
import { TracesPanel, type TracesServices } from "./traces-panel.ts";

/** The pages that show traces: at most one a node. */
export class TracesPanels implements vscode.Disposable {
  readonly #dist: vscode.Uri;
  readonly #services: TracesServices;
  readonly #open = new Map<RuntimeNode, { page: vscode.WebviewPanel; panel: TracesPanel }>();
  readonly #listening: vscode.Disposable;

  constructor(nodes: Nodes, extension: vscode.Uri, services: TracesServices) {
    this.#dist = vscode.Uri.joinPath(extension, "dist");
    this.#services = services;
    this.#listening = nodes.onDidHappen(({ node, event }) => this.#open.get(node)?.panel.tell(event));
  }

  show(node: RuntimeNode): void {
    const open = this.#open.get(node) ?? this.#make(node);
    open.page.reveal();
  }

  dispose(): void {
    this.#listening.dispose();
    for (const { page } of [...this.#open.values()]) page.dispose();
  }

  #make(node: RuntimeNode) {
    const title = t("Traces of {0}", specLabel(node.specFile));
    const options = { enableScripts: true, retainContextWhenHidden: true, localResourceRoots: [this.#dist] };
    const page = vscode.window.createWebviewPanel("supertree.traces", title, vscode.ViewColumn.Active, options);
    const panel = new TracesPanel(page.webview, node, this.#services);
    page.webview.html = pageOf(page.webview, this.#dist, { script: "traces.js", style: "traces.css" });
    page.onDidDispose(() => {
      this.#open.delete(node);
      panel.leave();
    });
    const open = { page, panel };
    this.#open.set(node, open);
    return open;
  }
}
