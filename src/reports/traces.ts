import * as vscode from "vscode";
import type { Path } from "../../wire/index.ts";
import { stepText } from "../../words/index.ts";
import type { Nodes } from "../connection/nodes.ts";
import type { RuntimeNode } from "../connection/runtime-node.ts";
import { t } from "../t.ts";

/** Traces of supervisors, written into an output channel of their own from when a person asks until they ask again. */
export class Traces implements vscode.Disposable {
  readonly #channel = vscode.window.createOutputChannel("Supertree Trace");
  readonly #traced = new Map<RuntimeNode, Set<Path>>();
  readonly #listening: vscode.Disposable;

  constructor(nodes: Nodes) {
    this.#listening = nodes.onDidHappen(({ node, event }) => {
      if (event.kind === "notice" && event.notice.name === "trace") this.#write(stepText(event.notice.params));
      if (event.kind === "state") this.#followState(node);
    });
  }

  isTraced(node: RuntimeNode, path: Path): boolean {
    return this.#traced.get(node)?.has(path) ?? false;
  }

  /** Begins to trace a supervisor, or ends it; answers with a sentence. Fails with the runtime's refusal. */
  async toggle(node: RuntimeNode, path: Path): Promise<string> {
    const on = !this.isTraced(node, path);
    await node.call("trace", { path, on });
    const paths = this.#traced.get(node) ?? new Set();
    if (on) paths.add(path);
    else paths.delete(path);
    this.#traced.set(node, paths);
    this.#write(`— ${on ? "tracing" : "no longer tracing"} ${path}`);
    if (on) this.#channel.show(true);
    return on ? t("Tracing {0}.", path) : t("No longer tracing {0}.", path);
  }

  dispose(): void {
    this.#listening.dispose();
    this.#channel.dispose();
  }

  /** A runtime traces for a connection: a new one asks again, and with the tree all its traces end. */
  #followState(node: RuntimeNode): void {
    const paths = [...(this.#traced.get(node) ?? [])];
    if (node.state.kind === "connected") for (const path of paths) void this.#again(node, path);
    if (node.state.kind !== "idle" || paths.length === 0) return;
    this.#traced.delete(node);
    this.#write(`— the tree has ended: no longer tracing ${paths.join(", ")}`);
  }

  async #again(node: RuntimeNode, path: Path): Promise<void> {
    try {
      await node.call("trace", { path, on: true });
    } catch (error) {
      this.#traced.get(node)?.delete(path);
      this.#write(`— no longer tracing ${path}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  #write(text: string): void {
    this.#channel.appendLine(text);
  }
}
