import { html, nothing, type TemplateResult } from "lit";
import { type Child, type Details, detailsOf } from "../details/model.ts";
import { t } from "../l10n.ts";
import type { PanelEvent, State } from "../state.ts";
import { stateLook, strategyLook } from "../tree/look.ts";
import { actions } from "./actions.ts";
import { bar, legend } from "./card.ts";
import { chips, editor } from "./editor.ts";
import { icon, stateIcon } from "./icon.ts";
import { metrics } from "./metrics.ts";
import { more } from "./more.ts";
import { whatIf } from "./what-if.ts";

type Send = (event: PanelEvent) => void;

/** The pane about what is selected: what it is, what can be done to it, its plan, and what became of the last act. */
export function details(state: State, send: Send): TemplateResult {
  return html`<aside class="details" aria-label=${t("Details")}>
    ${body(detailsOf(state), state, send)}
    <div class="said" role="status" aria-live="polite">${
      state.said
        ? html`<p class=${state.said.ok ? "done" : "fault"}>${icon(state.said.ok ? "check" : "error")}<span>${state.said.message}</span></p>`
        : nothing
    }</div>
  </aside>`;
}

function body(shown: Details, state: State, send: Send): TemplateResult {
  switch (shown.kind) {
    case "nothing":
      return html`<div class="hollow">${icon("list-tree")}<p>${t("Select a child to see what it is doing and to steer it.")}</p>
        <p class="hint"><kbd>?</kbd> ${t("shows the keyboard.")}</p></div>`;
    case "gone":
      return html`<div class="hollow">${icon("circle-slash")}<p>${t("{0} is no longer in the tree.", shown.path)}</p></div>`;
    case "group":
      return group(shown, send);
    case "child":
      return child(shown, state, send);
  }
}

function group(
  { group: { key, label, members, open, parent }, states, troubled }: Extract<Details, { kind: "group" }>,
  send: Send,
) {
  return html`<h2>${icon("layers")}<span class="name">${label}</span></h2>
    <p class="hint">${t("{0} like children of {1}", members.length, parent)}</p>
    ${bar(states)}${legend(states)}
    <div class="buttons">
      <vscode-button @click=${() => send({ kind: "turned", key })}>${open ? t("Close group") : t("Open group")}</vscode-button>
    </div>
    ${
      troubled.length === 0
        ? nothing
        : html`<h3>${t("Not running")}</h3>
          <ul class="troubled">${troubled.map(
            (node) => html`<li>
              <button type="button" @click=${() => send({ kind: "revealed", path: node.path })}>
                ${stateIcon(node.state)}<span>${node.id}</span><span class="word">${stateLook[node.state].word}</span>
              </button>
            </li>`,
          )}</ul>`
    }`;
}

function child(shown: Child, state: State, send: Send): TemplateResult {
  const { node, facts, plan, planRefused } = shown;
  const about = node.kind === "supervisor" ? `${t("supervisor")}. ${strategyLook[node.strategy].meaning}` : t("worker");
  const editing = state.editor?.path === node.path ? state.editor : null;
  return html`<h2>${stateIcon(node.state)}<span class="name">${node.id}</span><span class="word">${stateLook[node.state].word}</span></h2>
    <p class="hint">${about}</p>
    ${actions(shown, state, send)}
    <h3 id="plan-heading">${t("Plan")}</h3>
    ${plan ? html`${chips(plan)}<p class="hint">${plan.runs}</p>` : html`<p class="hint">${planless(shown)}</p>`}
    ${
      editing
        ? editor(editing, shown, state, send)
        : html`<div class="buttons">
            <vscode-button
              id="edit-plan"
              secondary
              ?disabled=${planRefused !== null}
              aria-disabled=${planRefused !== null}
              title=${planRefused ?? nothing}
              @click=${() => send({ kind: "edit_begun" })}
              >${t("Edit plan")}</vscode-button
            >
          </div>`
    }
    ${whatIf(state, send)}
    ${metrics(state.usage)}
    <h3>${t("Facts")}</h3>
    <dl class="facts">${facts.map(
      ({ name, value, code }) => html`<dt>${name}</dt><dd>${code ? html`<code>${value}</code>` : value}</dd>`,
    )}</dl>
    ${more(node, state, send)}`;
}

function planless({ node, planRefused }: Child): string {
  return planRefused ?? t("None: it lives by restart: {0}.", node.restart ?? "permanent");
}
