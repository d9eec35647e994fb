import * as vscode from "vscode";
import type { Nodes } from "./nodes.ts";
import type { RuntimeNode } from "./runtime-node.ts";

/** Trees that could not be started, until they run or somebody tries again; the welcome view tells of them. */
export class StartFailures implements vscode.Disposable {
  readonly #failures = new Map<RuntimeNode, unknown>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #listening: vscode.Disposable;
  readonly onDidChange = this.#changed.event;

  constructor(nodes: Nodes) {
    this.#listening = nodes.onDidHappen(({ node, event }) => {
      if (event.kind === "state" && node.state.kind === "connected") this.forget(node);
    });
  }

  get any(): boolean {
    return this.#failures.size > 0;
  }

  all(): readonly (readonly [RuntimeNode, unknown])[] {
    return [...this.#failures];
  }

  note(node: RuntimeNode, failure: unknown): void {
    this.#failures.set(node, failure);
    this.#changed.fire();
  }

  forget(node: RuntimeNode): void {
    if (this.#failures.delete(node)) this.#changed.fire();
  }

  dispose(): void {
    this.#listening.dispose();
    this.#changed.dispose();
  }
}
