import { html } from "lit";
import { duration } from "../../traces/index.ts";
import { type FromTraces, type Span, supervisionService } from "../../wire/index.ts";
import { t } from "../l10n.ts";
import { type Picture, sourceOf } from "./model.ts";

interface Doors {
  source: (span: Span) => void;
  post: (message: FromTraces) => void;
}

/** All that is known of the chosen span, and the ways on from it. */
export function details({ chosen, zero }: Picture, doors: Doors) {
  if (chosen === null) {
    const hint = t("Click a span, or go through them by the arrow keys; scroll with Ctrl to zoom, drag to move.");
    return html`<aside aria-live="polite"><p>${hint}</p></aside>`;
  }
  const { name, path, incarnation, service, node, start, end, status, message, attributes, events } = chosen;
  return html`<aside aria-live="polite">
    <h2>${name}</h2>
    ${status === "error" || message !== "" ? html`<p class=${status === "error" ? "wrong" : ""}>${message || t("failed")}</p>` : ""}
    <p>${path ?? service}${incarnation === null ? "" : ` #${incarnation}`} · ${node}</p>
    <p>${t("began at {0}, took {1}", `+${duration(start - zero)}`, duration(end - start))}</p>
    <p class="doors">${ways(chosen, doors)}</p>
    <dl>${Object.entries(attributes).map(([key, value]) => html`<dt>${key}</dt><dd>${shown(value)}</dd>`)}</dl>
    ${events.map(
      (event) => html`<h3>+${duration(event.at - zero)} ${event.name}</h3>
        <dl>${Object.entries(event.attributes).map(([key, value]) => html`<dt>${key}</dt><dd>${shown(value)}</dd>`)}</dl>`,
    )}
  </aside>`;
}

function ways(span: Span, { source, post }: Doors) {
  const { path, start, service } = span;
  const isAct = service === supervisionService;
  return html`${sourceOf(span) ? html`<button type="button" @click=${() => source(span)}>${t("Go to Source")}</button>` : ""}
    ${
      path === null
        ? ""
        : html`<button type="button" @click=${() => post({ kind: "show_process", path })}>${t("Show Process")}</button>
          <button type="button" @click=${() => post({ kind: "open_log", path, at: start / 1000 })}>${t("Open Log")}</button>
          <button type="button" @click=${() => post({ kind: "spans_of", path, until: start })}>
            ${isAct ? t("What Led to It") : t("Its Spans")}
          </button>`
    }`;
}

function shown(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
