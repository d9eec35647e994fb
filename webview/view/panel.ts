import { html, nothing, type TemplateResult } from "lit";
import { t } from "../l10n.ts";
import type { PanelEvent, State } from "../state.ts";
import type { Drawing } from "../tree/drawing.ts";
import type { Sight } from "../tree/sight.ts";
import { canvas } from "./canvas.ts";
import { caption } from "./caption.ts";
import { details } from "./details.ts";
import { dock, pastBar } from "./dock.ts";
import { exports } from "./export.ts";
import { icon } from "./icon.ts";
import { shortcuts } from "./keys.ts";
import { minimap } from "./minimap.ts";
import { toolbar } from "./toolbar.ts";

type Send = (event: PanelEvent) => void;

/** The whole panel; `before` is the drawing that is on the screen now. */
export function panel(state: State, sight: Sight, before: Drawing, send: Send): TemplateResult {
  return html`<main class="panel scene-${state.scene.kind}">
    ${toolbar(state, send)}
    <div class="bars">${problem(state, send)}${lost(state)}${pastBar(state)}</div>
    <section class="stage" id="stage" aria-label=${t("Drawing")}>
      ${canvas(state, sight, before, send)}${caption(state)}${emptiness(state, send)}${controls(state, send)}${minimap(state, send)}${help(state)}
    </section>
    ${dock(state, send)}${details(state, send)}
  </main>`;
}

function problem(state: State, send: Send) {
  return html`<div role="alert">${
    state.problem === null
      ? nothing
      : html`<div class="bar-line problem">${icon("error")}<span>${state.problem}</span>
          <vscode-button secondary @click=${() => send({ kind: "dismissed" })}>${t("Dismiss")}</vscode-button></div>`
  }</div>`;
}

function lost({ scene }: State) {
  return html`<div role="status">${
    scene.kind === "lost"
      ? html`<div class="bar-line lost">${icon("debug-disconnect")}<span>${scene.message}</span></div>`
      : nothing
  }</div>`;
}

/** What stands in the drawing's place while there is none. */
function emptiness(state: State, send: Send) {
  const { scene, drawing } = state;
  if (drawing.spots.length > 0) return nothing;
  if (scene.kind === "opening")
    return html`<div class="empty" role="status">${icon("loading")}<p>${t("Waiting for the tree…")}</p></div>`;
  if (scene.kind === "empty") {
    return html`<div class="empty">${icon("type-hierarchy-sub")}<p>${scene.message}</p>
      <vscode-button @click=${() => send({ kind: "acted", act: { do: "start_tree" } })}>${t("Start the tree")}</vscode-button></div>`;
  }
  if (scene.kind === "lost" && !scene.tree) return nothing;
  return html`<div class="empty">${icon("search-stop")}<p>${t("Nothing in the tree matches.")}</p>
    <vscode-button secondary @click=${() => send({ kind: "unfiltered" })}>${t("Show all")}</vscode-button></div>`;
}

function controls(state: State, send: Send): TemplateResult {
  const tool = (label: string, name: string, event: PanelEvent) =>
    html`<vscode-toolbar-button label=${label} title=${label} @click=${() => send(event)}>${icon(name)}</vscode-toolbar-button>`;
  return html`<div class="controls" role="group" aria-label=${t("View")}>
    ${tool(t("Zoom out"), "zoom-out", { kind: "zoomed", by: 1 / 1.3 })}
    <span class="scale-now" title=${t("Zoom")}>${Math.round(state.camera.scale * 100)} %</span>
    ${tool(t("Zoom in"), "zoom-in", { kind: "zoomed", by: 1.3 })} ${tool(t("Fit"), "screen-full", { kind: "fitted" })}
    ${tool(t("Keyboard shortcuts"), "keyboard", { kind: "helped" })} ${exports(send)}
  </div>`;
}

function help({ help: shown }: State) {
  if (shown === "hidden") return nothing;
  return html`<section class="help" aria-label=${t("Keyboard shortcuts")}><h2>${t("Keyboard")}</h2>
    <dl>${shortcuts.map(({ keys, does }) => html`<dt>${keys.split(" ").map((key) => html`<kbd>${key}</kbd> `)}</dt><dd>${does}</dd>`)}</dl>
  </section>`;
}
