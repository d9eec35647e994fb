import { html, nothing, type TemplateResult } from "lit";
import { t } from "../l10n.ts";
import type { PanelEvent, State } from "../state.ts";
import type { TimelineEvent } from "../timeline/update.ts";
import { clock, history } from "./history.ts";
import { icon } from "./icon.ts";
import { logs, logTools } from "./logs.ts";
import { typed } from "./typed.ts";

type Send = (event: PanelEvent) => void;

/** What stands below the drawing: the timeline, or what the children write. */
export function dock(state: State, send: Send): TemplateResult | typeof nothing {
  const { dock: shown } = state;
  if (shown === "none") return nothing;
  const name = shown === "timeline" ? t("Timeline") : t("Logs");
  return html`<section class="dock" aria-label=${name}>
    <header class="dock-head">
      <h2>${name}</h2>
      ${shown === "timeline" ? timelineTools(state, send) : logTools(state, send)}
      <vscode-toolbar-button class="dock-close" label=${t("Close")} title=${t("Close")} @click=${() => send({ kind: "docked", dock: shown })}>${icon("close")}</vscode-toolbar-button>
    </header>
    ${shown === "timeline" ? history(state, send) : logs(state, send)}
  </section>`;
}

const spans: readonly { ms: number | null; words: string }[] = [
  { ms: 60_000, words: t("last minute") },
  { ms: 300_000, words: t("last 5 minutes") },
  { ms: 1_800_000, words: t("last half hour") },
  { ms: null, words: t("all that is kept") },
];

function timelineTools({ past, selected }: State, send: Send): TemplateResult {
  const tell = (event: TimelineEvent) => send({ kind: "timeline", event });
  const tool = (label: string, name: string, event: TimelineEvent) =>
    html`<vscode-toolbar-button label=${label} title=${label} @click=${() => tell(event)}>${icon(name)}</vscode-toolbar-button>`;
  const spanned = (event: Event) =>
    tell({ kind: "spanned", spanMs: spans.find(({ words }) => words === typed(event))?.ms ?? null });
  return html`<vscode-single-select class="span" .label=${t("How much of the past")} @change=${spanned}
      >${spans.map(({ ms, words }) => html`<vscode-option value=${words} ?selected=${ms === past.spanMs}>${words}</vscode-option>`)}</vscode-single-select
    >
    <button
      class="state-filter"
      type="button"
      ?disabled=${selected === null && past.lanes === "all"}
      aria-pressed=${past.lanes === "selected"}
      @click=${() => tell({ kind: "lanes", lanes: past.lanes === "all" ? "selected" : "all" })}
    >${t("Only what is selected")}</button>
    ${tool(t("To what happened before"), "arrow-left", { kind: "stepped", to: "earlier" })}
    ${tool(t("To what happened next"), "arrow-right", { kind: "stepped", to: "later" })}
    ${past.looked && !past.opened ? html`<vscode-button @click=${() => tell({ kind: "looked", at: null })}>${t("Back to now")}</vscode-button>` : nothing}
    ${tool(t("Save the timeline as a file"), "save", { kind: "saved" })}
    ${tool(t("Open a saved timeline"), "folder-opened", { kind: "opened" })}
    ${past.opened ? html`<span class="hint">${past.opened.name}</span><vscode-button @click=${() => tell({ kind: "closed" })}>${t("Close the file")}</vscode-button>` : nothing}`;
}

/** Over the drawing while it does not show what is now. */
export function pastBar({ past }: State): TemplateResult {
  const words = past.opened
    ? t("The tree of {0} as it stood at {1}.", past.opened.name, past.looked ? clock(past.looked.at) : "")
    : past.looked && t("The tree as it stood at {0}; nothing can be done to it.", clock(past.looked.at));
  return html`<div role="status">${words ? html`<div class="bar-line lost">${icon("history")}<span>${words}</span></div>` : nothing}</div>`;
}
