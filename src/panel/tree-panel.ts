import * as vscode from "vscode";
import type { FromPanel, Path, ToPanel } from "../../wire/index.ts";
import type { Actor } from "../acts/act.ts";
import { ownSpec } from "../connection/own-spec.ts";
import type { NodeEvent, RuntimeNode } from "../connection/runtime-node.ts";
import type { Language } from "../language.ts";
import type { LogFollows } from "../logs/follows.ts";
import type { Reporter } from "../reports/reporter.ts";
import { t } from "../t.ts";
import { type Decoded, decode } from "./decode.ts";
import { describe } from "./describe.ts";
import { openRecording, saveText } from "./files.ts";
import { LogFeed } from "./log-feed.ts";
import { MetricsWatch } from "./metrics-watch.ts";
import { openInSpec, openPlace } from "./source.ts";

/** What a panel is opened at: a child, or the question what would happen if it exited. */
export type Selection = Extract<ToPanel, { kind: "select" | "what_if" }>;

/** What a panel leans on. */
export interface PanelServices {
  act: Actor;
  follows: LogFollows;
  /** Where the children of a spec stand. */
  children: Language["children"];
  reporter: Reporter;
}

/** One drawn tree: tells its webview about a node, and does what the webview asks. It owns no truth. */
export class TreePanel {
  readonly #panel: vscode.WebviewPanel;
  readonly #node: RuntimeNode;
  readonly #services: PanelServices;
  readonly #selected: (path: Path) => void;
  readonly #logs: LogFeed;
  readonly #metrics: MetricsWatch;
  /** Before `ready` the webview hears nothing; what is to be selected waits. */
  #ready = false;
  #toSelect: Selection | null = null;

  constructor(panel: vscode.WebviewPanel, node: RuntimeNode, selected: (path: Path) => void, services: PanelServices) {
    this.#panel = panel;
    this.#node = node;
    this.#services = services;
    this.#selected = selected;
    const { reporter } = services;
    const unlogged = (error: unknown) => reporter.output.warn(`Logs: ${String(error)}`);
    this.#logs = new LogFeed(node, services.follows, (message) => this.#post(message), unlogged);
    this.#metrics = new MetricsWatch(node, (error) => reporter.output.warn(`Metrics: ${String(error)}`));
    panel.onDidChangeViewState(() => this.#metrics.see(panel.visible));
    panel.onDidDispose(() => {
      this.#metrics.want(null);
      this.#logs.dispose();
    });
    panel.webview.onDidReceiveMessage((raw) => this.#receive(raw));
  }

  show(selection: Selection | null): void {
    this.#panel.reveal();
    this.#toSelect = selection;
    if (this.#ready) this.#select();
  }

  follow(path: Path): void {
    if (this.#ready) this.#post({ kind: "select", path });
  }

  tell(event: NodeEvent): void {
    if (!this.#ready) return;
    if (event.kind === "state") this.#metrics.reconnected();
    const metrics = this.#metrics.heard(event);
    if (metrics) this.#post({ kind: "metrics", metrics });
    switch (event.kind) {
      case "notice":
        this.#hear(event.notice);
        break;
      case "tree":
        this.#post({ kind: "delta", delta: event.delta });
        break;
      case "state":
        this.#tellAll();
        break;
    }
  }

  #hear(notice: Extract<NodeEvent, { kind: "notice" }>["notice"]): void {
    if (notice.name === "output") this.#logs.take(notice.params.lines);
    if (notice.name === "report" && notice.params.severity !== "debug")
      this.#post({ kind: "noted", entry: { kind: "report", report: notice.params } });
    if (notice.name === "reloaded") this.#post({ kind: "noted", entry: { kind: "reload", event: notice.params } });
  }

  /** What a webview that knows nothing has to hear: the tree, then what has become of it until now. */
  #tellAll(): void {
    this.#post(whole(this.#node));
    if (this.#node.state.kind === "connected") void this.#remember();
  }

  /** Without it the timeline begins now. */
  async #remember(): Promise<void> {
    try {
      this.#post({ kind: "history", history: await this.#node.call("history", {}) });
    } catch (error) {
      this.#services.reporter.output.warn(`History: ${String(error)}`);
    }
  }

  /** A failure is shown to the person; the panel goes on. */
  #attempt(what: string, work: () => Promise<void>): void {
    work().catch((error: unknown) => this.#services.reporter.failed(what, error));
  }

  #receive(raw: unknown): void {
    const decoded = decode(raw);
    if (decoded.ok) this.#take(decoded.message);
    else this.#refuse(decoded);
  }

  #refuse({ id, problem }: Extract<Decoded, { ok: false }>): void {
    this.#services.reporter.output.error(problem);
    if (id !== null) this.#post({ kind: "result", id, ok: false, message: problem });
    else void vscode.window.showErrorMessage(t("{0} Close the panel and open it again.", problem));
  }

  #take(message: FromPanel): void {
    switch (message.kind) {
      case "ready":
        this.#ready = true;
        this.#tellAll();
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
        if (message.path !== null) void this.#describe(message.path);
        break;
      case "act":
        void this.#do(message);
        break;
      case "rehearse":
        void this.#rehearse(message);
        break;
      case "follow_logs":
        this.#logs.want(message.paths);
        break;
      case "open_source":
        this.#attempt("Open Source", () => openPlace(message));
        break;
      case "open_spec":
        this.#attempt("Open Spec", async () => openInSpec(ownSpec(this.#node), message.path, this.#services.children));
        break;
      case "save":
        this.#attempt("Save", () => this.#save(message));
        break;
      case "open_recording":
        this.#attempt("Open Timeline", () => this.#open());
        break;
    }
  }

  async #do({ id, act }: Extract<FromPanel, { kind: "act" }>): Promise<void> {
    try {
      this.#post({ kind: "result", id, ...(await this.#services.act(this.#node, act)) });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.#post({ kind: "result", id, ok: false, message });
      await this.#services.reporter.failed(t("Tree panel"), error);
    }
  }

  /** A refusal is shown where the question was asked. */
  async #rehearse({ id, events }: Extract<FromPanel, { kind: "rehearse" }>): Promise<void> {
    try {
      const { trace } = await this.#node.call("rehearse", { events });
      this.#post({ kind: "rehearsed", id, trace });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.#services.reporter.output.warn(`Rehearsal: ${message}`);
      this.#post({ kind: "not_rehearsed", id, message });
    }
  }

  /** A child that is gone by now has nothing to be described. */
  async #describe(path: Path): Promise<void> {
    try {
      this.#post(await describe(this.#node, path));
    } catch (error) {
      this.#services.reporter.output.warn(`Details of ${path}: ${String(error)}`);
    }
  }

  async #save({ id, name, text }: Extract<FromPanel, { kind: "save" }>): Promise<void> {
    const file = await saveText(this.#node.specFile, name, text);
    if (file !== null) this.#post({ kind: "result", id, ok: true, message: t("Saved {0}.", file) });
  }

  async #open(): Promise<void> {
    const recording = await openRecording(this.#node.specFile);
    if (recording) this.#post(recording);
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
