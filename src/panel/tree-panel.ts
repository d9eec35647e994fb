import * as vscode from "vscode";
import type { FromPanel, Path, ToPanel } from "../../wire/index.ts";
import type { Actor } from "../acts/act.ts";
import type { NodeEvent, RuntimeNode } from "../connection/runtime-node.ts";
import type { Reporter } from "../reports/reporter.ts";
import { t } from "../t.ts";
import { type Decoded, decode } from "./decode.ts";
import { MetricsWatch } from "./metrics-watch.ts";

/** What a panel is opened at: a child, or the question what would happen if it exited. */
export type Selection = Extract<ToPanel, { kind: "select" | "what_if" }>;

/** One drawn tree: tells its webview about a node, and does what the webview asks. It owns no truth. */
export class TreePanel {
  readonly #panel: vscode.WebviewPanel;
  readonly #node: RuntimeNode;
  readonly #act: Actor;
  readonly #selected: (path: Path) => void;
  readonly #reporter: Reporter;
  readonly #metrics: MetricsWatch;
  /** Before `ready` the webview hears nothing; what is to be selected waits. */
  #ready = false;
  #toSelect: Selection | null = null;

  constructor(
    panel: vscode.WebviewPanel,
    node: RuntimeNode,
    act: Actor,
    selected: (path: Path) => void,
    reporter: Reporter,
  ) {
    this.#panel = panel;
    this.#node = node;
    this.#act = act;
    this.#selected = selected;
    this.#reporter = reporter;
    this.#metrics = new MetricsWatch(node, (error) => reporter.output.warn(`Metrics: ${String(error)}`));
    panel.onDidChangeViewState(() => this.#metrics.see(panel.visible));
    panel.onDidDispose(() => this.#metrics.want(null));
    panel.webview.onDidReceiveMessage((raw) => this.#receive(raw));
  }

  show(selection: Selection | null): void {
    this.#panel.reveal();
    this.#toSelect = selection;
    if (this.#ready) this.#select();
  }

  tell(event: NodeEvent): void {
    if (!this.#ready) return;
    if (event.kind === "state") this.#metrics.reconnected();
    const metrics = this.#metrics.heard(event);
    if (metrics) this.#post({ kind: "metrics", metrics });
    if (event.kind === "notice") return;
    if (event.kind === "tree") this.#post({ kind: "delta", delta: event.delta });
    else this.#post(whole(this.#node));
  }

  #receive(raw: unknown): void {
    const decoded = decode(raw);
    if (decoded.ok) this.#take(decoded.message);
    else this.#refuse(decoded);
  }

  #refuse({ id, problem }: Extract<Decoded, { ok: false }>): void {
    this.#reporter.output.error(problem);
    if (id !== null) this.#post({ kind: "result", id, ok: false, message: problem });
    else void vscode.window.showErrorMessage(t("{0} Close the panel and open it again.", problem));
  }

  #take(message: FromPanel): void {
    switch (message.kind) {
      case "ready":
        this.#ready = true;
        this.#post(whole(this.#node));
        this.#select();
        break;
      case "missed":
        this.#post(whole(this.#node));
        break;
      case "selected":
        if (message.path !== null) this.#selected(message.path);
        break;
      case "watch_metrics":
        this.#metrics.want(message.path);
        break;
      case "act":
        void this.#do(message);
        break;
      case "rehearse":
        void this.#rehearse(message);
        break;
    }
  }

  async #do({ id, act }: Extract<FromPanel, { kind: "act" }>): Promise<void> {
    try {
      this.#post({ kind: "result", id, ...(await this.#act(this.#node, act)) });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.#post({ kind: "result", id, ok: false, message });
      await this.#reporter.failed(t("Tree panel"), error);
    }
  }

  /** A refusal is shown where the question was asked. */
  async #rehearse({ id, events }: Extract<FromPanel, { kind: "rehearse" }>): Promise<void> {
    try {
      const { trace } = await this.#node.call("rehearse", { events });
      this.#post({ kind: "rehearsed", id, trace });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.#reporter.output.warn(`Rehearsal: ${message}`);
      this.#post({ kind: "not_rehearsed", id, message });
    }
  }

  #select(): void {
    if (this.#toSelect !== null) this.#post(this.#toSelect);
    this.#toSelect = null;
  }

  #post(message: ToPanel): void {
    void this.#panel.webview.postMessage(message);
  }
}

/** What a webview that knows nothing has to hear. */
export function whole({ state }: RuntimeNode): ToPanel {
  switch (state.kind) {
    case "connected":
      return { kind: "tree", snapshot: state.snapshot };
    case "lost":
      return { kind: "empty", why: "lost", message: state.message };
    case "connecting":
      return { kind: "empty", why: "idle", message: t("Connecting to the runtime.") };
    case "idle":
      return { kind: "empty", why: "idle", message: t("The tree does not run. Start it, or debug it with F5.") };
  }
}
