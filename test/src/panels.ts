import assert from "node:assert/strict";
import { type ToPanel, toPanel } from "../../wire/index.ts";
import { give } from "./activated.ts";
import { editor, type Panel } from "./vscode/editor.ts";

/** The panel of the running tree, as *Show Tree* opens it; it has not said that it is ready. */
export async function openPanel(): Promise<Panel> {
  await give("showTree");
  const panel = editor.panels.at(-1);
  assert.ok(panel);
  return panel;
}

/** Everything the panel was told, checked against wire: `tree`, `delta 2`, `result 7 ok: …`. */
export function told(panel: Panel): string[] {
  return panel.told.map((message) => inWords(toPanel.parse(message)));
}

function inWords(message: ToPanel): string {
  switch (message.kind) {
    case "tree":
      return `tree of ${message.snapshot.nodes.length}`;
    case "delta":
      return `delta ${message.delta.seq}`;
    case "empty":
      return `empty, ${message.why}`;
    case "select":
    case "what_if":
      return `${message.kind} ${message.path}`;
    case "result":
      return `result ${message.id} ${message.ok ? "ok" : "refused"}: ${message.message}`;
    case "metrics":
      return `metrics of ${message.metrics.samples.map(({ path }) => path).join()}`;
    case "history":
      return `history of ${message.history.entries.length}`;
    case "described":
      return `described ${message.path}`;
    case "noted":
      return `noted ${message.entry.kind}`;
    case "recording":
      return `recording ${message.name}`;
    case "logs":
      return `logs${message.anew ? " anew" : ""}: ${message.lines.map(({ text }) => text).join(" | ")}`;
    case "rehearsed":
      return `rehearsed ${message.id}: ${message.trace.map((line) => line.do).join(" ")}`;
    case "not_rehearsed":
      return `not rehearsed ${message.id}: ${message.message}`;
  }
}
