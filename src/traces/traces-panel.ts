import { basename } from "node:path";
import * as vscode from "vscode";
import { readOtlp, writeOtlp } from "../../traces/index.ts";
import { type FromTraces, fromTraces, type Span, type ToTraces } from "../../wire/index.ts";
import type { NodeEvent, RuntimeNode } from "../connection/runtime-node.ts";
import type { LogDocuments } from "../logs/log-documents.ts";
import { saveText } from "../panel/files.ts";
import { openPlace } from "../panel/source.ts";
import type { TreePanels } from "../panel/tree-panels.ts";
import type { Reporter } from "../reports/reporter.ts";
import { t } from "../t.ts";

export interface TracesServices {
  panels: TreePanels;
  logs: LogDocuments;
  reporter: Reporter;
}

/** So many spans of one process are shown before a moment. */
const mostBefore = 500;
/** The page reads so many spans within a frame or two. */
const atATime = 2_000;

/** The page with the traces of one node: it asks, this side answers and leads on to the code, the process and its log. */
export class TracesPanel {
  readonly #webview: vscode.Webview;
  readonly #node: RuntimeNode;
  readonly #services: TracesServices;

  constructor(webview: vscode.Webview, node: RuntimeNode, services: TracesServices) {
    this.#webview = webview;
    this.#node = node;
    this.#services = services;
    webview.onDidReceiveMessage((raw) => {
      this.#take(fromTraces.parse(raw)).catch((error: unknown) => this.#failed(error));
    });
  }

  tell(event: NodeEvent): void {
    if (event.kind === "notice" && event.notice.name === "traces_changed") this.#post({ kind: "changed" });
    if (event.kind === "state" && this.#node.state.kind === "connected") {
      this.#node.call("watch_traces", { on: true }).then(
        () => this.#post({ kind: "changed" }),
        (error: unknown) => this.#failed(error),
      );
    }
  }

  /** The page is closed: nobody looks any more. */
  leave(): void {
    if (this.#node.state.kind !== "connected") return;
    const { output } = this.#services.reporter;
    this.#node.call("watch_traces", { on: false }).catch((error: unknown) => output.warn(`Traces: ${String(error)}`));
  }

  async #take(message: FromTraces): Promise<void> {
    const node = this.#node;
    switch (message.kind) {
      case "ready":
        await node.call("watch_traces", { on: true });
        return;
      case "list":
        this.#post({ kind: "listed", ...(await node.call("traces", message.query)) });
        return;
      case "open": {
        const { trace } = message;
        const { spans, acts } = await node.call("trace_spans", { trace });
        const title = spans.find(({ parent }) => parent === null)?.name ?? trace;
        this.#show(title, trace, [...spans, ...acts]);
        return;
      }
      case "spans_of": {
        const { path, until } = message;
        const { spans } = await node.call("spans_of", { path, until, limit: mostBefore });
        this.#show(t("The last spans of {0}", path), null, spans);
        return;
      }
      case "open_source":
        return openPlace({ file: message.file, line: message.line, column: 1 });
      case "show_process":
        this.#services.panels.show(node, { kind: "select", path: message.path });
        return;
      case "open_log":
        return this.#services.logs.show(node, message.path, message.at);
      case "save":
        return this.#save(message.trace);
      case "open_file":
        return this.#openFile();
    }
  }

  async #save(trace: string): Promise<void> {
    const { spans, acts } = await this.#node.call("trace_spans", { trace });
    const text = `${JSON.stringify(writeOtlp([...spans, ...acts]), null, 2)}\n`;
    await saveText(this.#node.specFile, `trace-${trace.slice(0, 8)}.json`, text);
  }

  async #openFile(): Promise<void> {
    const [uri] = (await vscode.window.showOpenDialog({ filters: { "OTLP in JSON": ["json"] } })) ?? [];
    if (!uri) return;
    const name = basename(uri.fsPath);
    const read = readOtlp(asJson(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri))), name);
    if (!read || read.spans.length === 0)
      throw new Error(t("{0} holds no spans: open a file with OTLP in JSON, as “Export” writes it.", name));
    this.#show(name, null, read.spans);
  }

  #show(title: string, trace: string | null, spans: readonly Span[]): void {
    for (let at = 0; at === 0 || at < spans.length; at += atATime) {
      const more = at + atATime < spans.length;
      this.#post({ kind: "shown", title, trace, spans: spans.slice(at, at + atATime), more });
    }
  }

  #failed(error: unknown): void {
    this.#post({ kind: "failed", message: error instanceof Error ? error.message : String(error) });
  }

  #post(message: ToTraces): void {
    void this.#webview.postMessage(message);
  }
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // what is no JSON holds no spans
  }
}
