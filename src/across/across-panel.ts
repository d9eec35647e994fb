import * as vscode from "vscode";
import { z } from "zod";
import { acrossRow, type FromAcross, fromAcross, type Path, type ToAcross } from "../../wire/index.ts";
import type { Sessions } from "../debug/sessions.ts";
import { pageOf } from "../panel/html.ts";
import { t } from "../t.ts";

const answered = z.object({ rows: z.array(acrossRow) });

/** The view that evaluates one expression in many processes: one a window, beside the editor. */
export class AcrossPanel implements vscode.Disposable {
  readonly #sessions: Sessions;
  readonly #dist: vscode.Uri;
  #panel: vscode.WebviewPanel | null = null;
  #ready = false;
  #paths: readonly Path[] = [];

  constructor(sessions: Sessions, extension: vscode.Uri) {
    this.#sessions = sessions;
    this.#dist = vscode.Uri.joinPath(extension, "dist");
  }

  /** Opens it, or brings it to the front, for these paths; every debugged process when there are none. */
  show(paths: readonly Path[]): void {
    this.#paths = paths;
    this.#panel ??= this.#open();
    this.#panel.reveal();
    if (this.#ready) this.#post({ kind: "about", paths: [...paths] });
  }

  dispose(): void {
    this.#panel?.dispose();
  }

  #open(): vscode.WebviewPanel {
    const where = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: false };
    const options = { enableScripts: true, retainContextWhenHidden: true, localResourceRoots: [this.#dist] };
    const panel = vscode.window.createWebviewPanel("supertree.across", t("Evaluate Across Tree"), where, options);
    panel.webview.html = pageOf(panel.webview, this.#dist, { script: "across.js", style: "across.css" });
    panel.webview.onDidReceiveMessage((raw) => this.#receive(raw));
    const moved = this.#sessions.onMoved(() => this.#post({ kind: "moved" }));
    panel.onDidDispose(() => {
      moved.dispose();
      this.#panel = null;
      this.#ready = false;
    });
    return panel;
  }

  #receive(raw: unknown): void {
    const message = fromAcross.parse(raw);
    if (message.kind === "evaluate") return void this.#evaluate(message);
    this.#ready = true;
    this.#post({ kind: "about", paths: [...this.#paths] });
  }

  async #evaluate({ id, expression, paths }: Extract<FromAcross, { kind: "evaluate" }>): Promise<void> {
    const session = this.#sessions.session([]);
    if (!session) {
      this.#post({ kind: "failed", id, message: t("No tree is debugged. Start with “Supertree: Debug Tree” or F5.") });
      return;
    }
    try {
      const { rows } = answered.parse(await session.customRequest("supertree/evaluate", { expression, paths }));
      this.#post({ kind: "answer", id, rows });
    } catch (error) {
      this.#post({ kind: "failed", id, message: error instanceof Error ? error.message : String(error) });
    }
  }

  #post(message: ToAcross): void {
    void this.#panel?.webview.postMessage(message);
  }
}
