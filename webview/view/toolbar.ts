import { html, nothing, type TemplateResult } from "lit";
import { t } from "../l10n.ts";
import { type Histogram, histogram, isFiltering } from "../model.ts";
import { type PanelEvent, type State, treeIn } from "../state.ts";
import { stateLook } from "../tree/look.ts";
import { icon, stateIcon } from "./icon.ts";
import { typed } from "./typed.ts";

type Send = (event: PanelEvent) => void;

/** Search, and a filter that is legend and tally at the same time: one button a state that occurs. */
export function toolbar(state: State, send: Send): TemplateResult {
  const { filter, drawing } = state;
  const filtered = isFiltering(filter);
  return html`<header class="toolbar">
    <h1>${treeIn(state)?.root ?? "Supertree"}</h1>
    <vscode-textfield
      id="search"
      class="search"
      .label=${t("Search")}
      placeholder=${t("Search by path, command or pid")}
      .value=${filter.search}
      @input=${(event: Event) => send({ kind: "searched", text: typed(event) })}
      >${slottedIcon("search")}</vscode-textfield
    >
    <div class="states" role="group" aria-label=${t("Filter by state")}>${offered(state).map(
      ({ state: which, count }) => {
        const { word, meaning } = stateLook[which];
        return html`<button
        class="state-filter"
        type="button"
        title=${meaning}
        aria-pressed=${filter.states.has(which)}
        @click=${() => send({ kind: "filtered", state: which })}
      >${stateIcon(which)}<span class="count">${count}</span> ${word}</button>`;
      },
    )}</div>
    ${roleFilter(state, send)}
    <span class="shown" role="status">${filtered ? t("{0} of {1} shown", drawing.shown, drawing.total) : nothing}</span>
    ${
      filtered
        ? html`<vscode-button secondary class="clear" @click=${() => send({ kind: "unfiltered" })}>${t("Show all")}</vscode-button>`
        : nothing
    }
    <div class="dock-toggles" role="group" aria-label=${t("Below the drawing")}>${docks.map(
      ({ dock, icon: name, words }) => html`<button
        class="state-filter"
        type="button"
        aria-pressed=${state.dock === dock}
        @click=${() => send({ kind: "docked", dock })}
      >${icon(name)} ${words}</button>`,
    )}</div>
  </header>`;
}

const roles = [
  { role: "supervisor", icon: "type-hierarchy", words: t("Supervisors") },
  { role: "worker", icon: "gear", words: t("Workers") },
] as const;

const docks = [
  { dock: "timeline", icon: "history", words: t("Timeline") },
  { dock: "logs", icon: "output", words: t("Logs") },
] as const;

/** Two buttons of which none or one is down. */
function roleFilter({ filter }: State, send: Send): TemplateResult {
  return html`<div class="states" role="group" aria-label=${t("Filter by role")}>${roles.map(
    ({ role, icon: name, words }) => html`<button
      class="state-filter"
      type="button"
      aria-pressed=${filter.role === role}
      @click=${() => send({ kind: "filtered_by_role", role: filter.role === role ? null : role })}
    >${icon(name)} ${words}</button>`,
  )}</div>`;
}

/** The states that occur, and those that are filtered by though nothing is in them any more. */
function offered(state: State): Histogram {
  const occurring = histogram(treeIn(state)?.nodes ?? []);
  const missing = [...state.filter.states].filter((which) => !occurring.some((entry) => entry.state === which));
  return [...occurring, ...missing.map((which) => ({ state: which, count: 0 }))];
}

function slottedIcon(name: string) {
  return html`<span slot="content-before" class="slotted">${icon(name)}</span>`;
}
