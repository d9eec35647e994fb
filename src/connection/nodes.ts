import { dirname, join } from "node:path";
import * as vscode from "vscode";
import { runtimeFile, stateFolder } from "../../wire/index.ts";
import type { Elsewhere } from "./elsewhere.ts";
import { type NodeEvent, RuntimeNode } from "./runtime-node.ts";
import { findSpecs, specGlob } from "./specs.ts";

export interface NodeHappening {
  node: RuntimeNode;
  event: NodeEvent;
}

/**
 * The nodes of this workspace: one for each spec in it, and one for each that a debug session names.
 * It watches files and never polls; in an untrusted workspace it reads none and dials nobody.
 */
export class Nodes implements vscode.Disposable {
  readonly #nodes = new Map<string, RuntimeNode>();
  readonly #watchers = new Map<string, vscode.Disposable>();
  readonly #own: vscode.Disposable[] = [];
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #happened = new vscode.EventEmitter<NodeHappening>();

  /** Nodes came or went. */
  readonly onDidChange = this.#changed.event;
  readonly onDidHappen = this.#happened.event;

  get all(): readonly RuntimeNode[] {
    return [...this.#nodes.values()];
  }

  /** Finds the specs of a trusted workspace; of an untrusted one as soon as it is trusted. Settles when they are known. */
  async start(): Promise<void> {
    if (!vscode.workspace.isTrusted) {
      this.#own.push(vscode.workspace.onDidGrantWorkspaceTrust(() => void this.#discover()));
      return;
    }
    await this.#discover();
  }

  /** The node of a spec, also of one outside the workspace. */
  of(specFile: string): RuntimeNode {
    const known = this.#nodes.get(specFile);
    if (known) return known;
    const node = new RuntimeNode(specFile, (event) => this.#happened.fire({ node, event }));
    this.#nodes.set(specFile, node);
    this.#watchers.set(
      specFile,
      watchRuntimeFile(specFile, () => void node.look()),
    );
    this.#changed.fire();
    return node;
  }

  /** The node of another machine; the same for the same name until it is forgotten. */
  elsewhere(elsewhere: Elsewhere): RuntimeNode {
    const known = this.#nodes.get(elsewhere.name);
    if (known) return known;
    const happened = (event: NodeEvent) => this.#happened.fire({ node, event });
    const node: RuntimeNode = new RuntimeNode(elsewhere.name, happened, elsewhere);
    this.#nodes.set(elsewhere.name, node);
    this.#changed.fire();
    return node;
  }

  forgetElsewhere(name: string): void {
    const node = this.#nodes.get(name);
    if (!node?.elsewhere) return;
    node.dispose();
    this.#nodes.delete(name);
    this.#changed.fire();
  }

  dispose(): void {
    for (const disposable of [...this.#own, ...this.#watchers.values(), ...this.#nodes.values()]) disposable.dispose();
    this.#changed.dispose();
    this.#happened.dispose();
  }

  async #discover(): Promise<void> {
    const watcher = vscode.workspace.createFileSystemWatcher(specGlob, false, true, false);
    watcher.onDidCreate((uri) => {
      if (!uri.fsPath.includes("node_modules")) void this.of(uri.fsPath).look();
    });
    watcher.onDidDelete((uri) => this.#forget(uri.fsPath));
    this.#own.push(watcher);
    const specs = await findSpecs();
    for (const spec of specs) void this.of(spec).look();
  }

  /** A deleted spec's node goes, unless its tree still runs. */
  #forget(specFile: string): void {
    const node = this.#nodes.get(specFile);
    if (!node || node.state.kind === "connected") return;
    node.dispose();
    this.#watchers.get(specFile)?.dispose();
    this.#nodes.delete(specFile);
    this.#watchers.delete(specFile);
    this.#changed.fire();
  }
}

function watchRuntimeFile(specFile: string, changed: () => void): vscode.Disposable {
  const folder = vscode.Uri.file(dirname(specFile));
  const pattern = new vscode.RelativePattern(folder, join(stateFolder, runtimeFile).replaceAll("\\", "/"));
  const watcher = vscode.workspace.createFileSystemWatcher(pattern);
  watcher.onDidCreate(changed);
  watcher.onDidChange(changed);
  watcher.onDidDelete(changed);
  return watcher;
}
