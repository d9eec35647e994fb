import * as vscode from "vscode";
import type { LogLine, Path } from "../../wire/index.ts";
import type { Nodes } from "../connection/nodes.ts";
import type { RuntimeNode } from "../connection/runtime-node.ts";
import { t } from "../t.ts";
import type { LogFollows } from "./follows.ts";

/** The scheme of a child's log as a read-only document; the file name in its path is the child's path. */
export const logScheme = "supertree-log";

const linesKept = 20_000;
const refreshMs = 100;

interface OpenLog {
  readonly uri: vscode.Uri;
  readonly node: RuntimeNode;
  readonly path: Path;
  lines: string[];
  due: NodeJS.Timeout | undefined;
}

/** Logs of children as documents that grow while they are open. */
export class LogDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #open = new Map<string, OpenLog>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #follows: LogFollows;
  readonly #output: vscode.LogOutputChannel;
  readonly #listening: vscode.Disposable;
  readonly onDidChange = this.#changed.event;

  constructor(nodes: Nodes, follows: LogFollows, output: vscode.LogOutputChannel) {
    this.#follows = follows;
    this.#output = output;
    this.#listening = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(logScheme, this),
      vscode.workspace.onDidCloseTextDocument((document) => this.#forget(document.uri)),
      nodes.onDidHappen(({ node, event }) => {
        if (event.kind === "state" && this.#isOpen(node)) this.#refollow(node);
        if (event.kind === "notice" && event.notice.name === "output") this.#take(node, event.notice.params.lines);
      }),
    );
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    const log = this.#open.get(uri.toString());
    if (!log) return t("This log was opened by an earlier window. Open it again with “Supertree: Open Log”.");
    return log.lines.length === 0 ? t("It has written nothing yet.") : `${log.lines.join("\n")}\n`;
  }

  /** Opens it at its end, or at the first line of that moment or later (milliseconds since the epoch). */
  async show(node: RuntimeNode, path: Path, at: number | null = null): Promise<void> {
    const uri = vscode.Uri.from({ scheme: logScheme, path: `/${path}.log`, query: node.specFile });
    this.#open.set(uri.toString(), this.#open.get(uri.toString()) ?? { uri, node, path, lines: [], due: undefined });
    await this.#follow(node);
    const document = await vscode.workspace.openTextDocument(uri);
    const end = document.lineAt(document.lineCount - 1).range.end;
    const line = at === null ? -1 : this.#lineAt(uri, at);
    const place = line < 0 ? end : new vscode.Position(line, 0);
    await vscode.window.showTextDocument(document, { preview: false, selection: new vscode.Range(place, place) });
  }

  /** Of a log longer than a day its last day counts: a line says no more than its time. */
  #lineAt(uri: vscode.Uri, at: number): number {
    const time = new Date(at).toISOString().slice(11, 23);
    const lines = this.#open.get(uri.toString())?.lines ?? [];
    return lines.findIndex((line, index) => line.slice(0, 12) >= time && (lines[index - 1] ?? "").slice(0, 12) < time);
  }

  dispose(): void {
    for (const log of this.#open.values()) clearTimeout(log.due);
    this.#open.clear();
    this.#listening.dispose();
    this.#changed.dispose();
  }

  #isOpen(node: RuntimeNode): boolean {
    return [...this.#open.values()].some((log) => log.node === node);
  }

  #take(node: RuntimeNode, lines: readonly LogLine[]): void {
    for (const log of this.#open.values()) {
      const own = log.node === node ? lines.filter(({ path }) => path === log.path) : [];
      if (own.length === 0) continue;
      log.lines.push(...own.map(lineText));
      if (log.lines.length > linesKept) log.lines.splice(0, log.lines.length - linesKept);
      log.due ??= setTimeout(() => {
        log.due = undefined;
        this.#changed.fire(log.uri);
      }, refreshMs);
    }
  }

  /** All open logs are asked for together, and filled anew. */
  async #follow(node: RuntimeNode): Promise<void> {
    const { state } = node;
    if (state.kind !== "connected") return;
    const open = [...this.#open.values()].filter((log) => log.node === node && state.outline.get(log.path));
    const paths = open.map(({ path }) => path);
    const lines = await this.#follows.follow(node, this, paths.length > 0 ? paths : null);
    for (const log of open) {
      log.lines = lines.filter(({ path }) => path === log.path).map(lineText);
      this.#changed.fire(log.uri);
    }
  }

  #refollow(node: RuntimeNode): void {
    this.#follow(node).catch((error: unknown) => this.#output.warn(`Logs of ${node.specFile}: ${String(error)}`));
  }

  #forget(uri: vscode.Uri): void {
    const log = this.#open.get(uri.toString());
    if (!log) return;
    clearTimeout(log.due);
    this.#open.delete(uri.toString());
    this.#refollow(log.node);
  }
}

/** `12:30:05.123 #2 | text`, with `!` for standard error. */
export function lineText({ at, incarnation, stream, text }: LogLine): string {
  const time = new Date(at).toISOString().slice(11, 23);
  return `${time} #${incarnation} ${stream === "stderr" ? "!" : "|"} ${text}`;
}
