import * as vscode from "vscode";
import type { Path } from "../../wire/index.ts";
import type { Nodes } from "../connection/nodes.ts";
import type { RuntimeNode } from "../connection/runtime-node.ts";
import type { Reporter } from "../reports/reporter.ts";
import { t } from "../t.ts";
import { childPage } from "./child-text.ts";

/** The scheme of a child's spec as a read-only document; the file name in its path is the child's path. */
export const childSpecScheme = "supertree-childspec";

/** A child's own spec, or the default one that a supervisor has for its children. */
type Which = "own" | "default";

interface OpenSpec {
  readonly uri: vscode.Uri;
  readonly node: RuntimeNode;
  readonly path: Path;
  readonly which: Which;
  text: string;
}

/** Child specs as the running tree has them, read anew whenever something changes about the child. */
export class ChildSpecDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #open = new Map<string, OpenSpec>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #reporter: Reporter;
  readonly #listening: vscode.Disposable;
  readonly onDidChange = this.#changed.event;

  constructor(nodes: Nodes, reporter: Reporter) {
    this.#reporter = reporter;
    this.#listening = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(childSpecScheme, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#open.delete(uri.toString())),
      nodes.onDidHappen(({ node, event }) => {
        if (event.kind !== "tree") return;
        const { changed } = event.touched;
        for (const spec of this.#open.values())
          if (spec.node === node && changed.includes(spec.path)) this.#again(spec);
      }),
    );
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return (
      this.#open.get(uri.toString())?.text ??
      `# ${t("An earlier window opened this. Open it again with “Supertree: Show Child Spec”.")}\n`
    );
  }

  async show(node: RuntimeNode, path: Path, which: Which): Promise<void> {
    const name = which === "own" ? `${path}.yaml` : `${path}.default.yaml`;
    const uri = vscode.Uri.from({ scheme: childSpecScheme, path: `/${name}`, query: node.specFile });
    const spec: OpenSpec = { uri, node, path, which, text: "" };
    await this.#read(spec);
    this.#open.set(uri.toString(), spec);
    this.#changed.fire(uri);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: false });
  }

  dispose(): void {
    this.#open.clear();
    this.#listening.dispose();
    this.#changed.dispose();
  }

  #again(spec: OpenSpec): void {
    const before = spec.text;
    this.#read(spec).then(
      () => spec.text !== before && this.#changed.fire(spec.uri),
      (error: unknown) => this.#reporter.output.warn(`The child spec of ${spec.path}: ${String(error)}`),
    );
  }

  async #read(spec: OpenSpec): Promise<void> {
    const { node, path, which } = spec;
    const head =
      which === "own"
        ? t("The child spec of {0} as the running tree has it. What looks secret is masked.", path)
        : t("The default child spec of {0} as the running tree has it. What looks secret is masked.", path);
    const { childspec } = await node.call(which === "own" ? "get_childspec" : "get_default_childspec", { path });
    spec.text = `# ${head}\n${childspec === null ? `# ${t("It has none.")}\n` : childPage(childspec)}`;
  }
}
