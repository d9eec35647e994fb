import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { LogLine } from "../../wire/index.ts";
import { t } from "../l10n.ts";
import { levelOf, levels, type Piece, piecesOf, rowPx, shownLines, windowOf } from "../logs/model.ts";
import type { LogEvent } from "../logs/update.ts";
import { childIn, type PanelEvent, type State } from "../state.ts";
import { clock } from "./history.ts";
import { icon } from "./icon.ts";
import { properties } from "./place.ts";
import { typed } from "./typed.ts";

type Send = (event: PanelEvent) => void;
const tell = (send: Send, event: LogEvent) => send({ kind: "logs", event });

const levelWords = {
  debug: t("everything"),
  info: t("info and worse"),
  warning: t("warnings and worse"),
  error: t("errors"),
};
const levelSigns = { debug: "debug-alt-small", info: "info", warning: "warning", error: "error" };

/** Lines of what is selected, or of all; only those in sight are in the document. */
export function logs(state: State, send: Send): TemplateResult {
  const lines = shownLines(state.logs);
  const { from, to } = windowOf(state.logs, lines.length);
  const isMerged = state.logs.about === "all" || childIn(state, state.selected)?.kind !== "worker";
  const scrolled = ({ currentTarget: box }: Event) => {
    if (!(box instanceof HTMLElement)) return;
    const atEnd = box.scrollTop + box.clientHeight >= box.scrollHeight - rowPx;
    tell(send, { kind: "scrolled", top: box.scrollTop, height: box.clientHeight, atEnd });
  };
  return html`<div class="log-lines" tabindex="0" role="log" aria-live="off" aria-label=${t("Lines that were written")} @scroll=${scrolled}>
    ${lines.length === 0 ? html`<p class="hint">${state.logs.lines.length === 0 ? t("Nothing has been written yet.") : t("No line matches.")}</p>` : nothing}
    <div class="log-all" ${properties({ height: `${lines.length * rowPx}px` })}>
      <div class="log-seen" ${properties({ transform: `translateY(${from * rowPx}px)` })}>
        ${repeat(
          lines.slice(from, to),
          (_, index) => from + index,
          (line) => logRow(line, isMerged, send),
        )}
      </div>
    </div>
  </div>`;
}

function logRow(line: LogLine, isMerged: boolean, send: Send): TemplateResult {
  const level = levelOf(line);
  return html`<div class="log-line level-${level}"><span class="when">${clock(line.at)}</span>${
    level === "info" || level === "debug"
      ? html`<span class="level"></span>`
      : html`<span class="level codicon codicon-${levelSigns[level]}" role="img" aria-label=${level}></span>`
  }${isMerged ? html`<span class="whose" title=${line.path}>${line.path.slice(line.path.lastIndexOf("/") + 1)}</span>` : nothing}<span class="life">#${line.incarnation}</span><span class="text">${piecesOf(line.text).map((piece) => pieceOf(piece, send))}</span></div>`;
}

function pieceOf({ text, place }: Piece, send: Send) {
  if (!place) return text;
  return html`<button type="button" class="place" title=${t("Open {0}", text)} @click=${() => tell(send, { kind: "opened", ...place })}>${text}</button>`;
}

export function logTools({ logs: shown, selected }: State, send: Send): TemplateResult {
  const id = selected?.slice(selected.lastIndexOf("/") + 1) ?? null;
  return html`<div class="states" role="group" aria-label=${t("Whose lines")}>
      <button class="state-filter" type="button" aria-pressed=${shown.about === "selected"} @click=${() => tell(send, { kind: "about", about: "selected" })}>${id ?? t("Selected")}</button>
      <button class="state-filter" type="button" aria-pressed=${shown.about === "all"} @click=${() => tell(send, { kind: "about", about: "all" })}>${t("All")}</button>
    </div>
    <vscode-textfield class="search" .label=${t("Filter lines")} placeholder=${t("Filter lines")} .value=${shown.search} @input=${(event: Event) => tell(send, { kind: "searched", text: typed(event) })}></vscode-textfield>
    <vscode-single-select class="span" .label=${t("How grave")} @change=${(event: Event) => tell(send, { kind: "levelled", level: levels.find((level) => levelWords[level] === typed(event)) ?? "debug" })}
      >${levels.map((level) => html`<vscode-option value=${levelWords[level]} ?selected=${level === shown.level}>${levelWords[level]}</vscode-option>`)}</vscode-single-select>
    <button class="state-filter" type="button" aria-pressed=${shown.follows} @click=${() => tell(send, { kind: "followed", follows: !shown.follows })}>${icon("arrow-down")} ${t("Follow")}</button>`;
}

/** A list that follows stays at its end when it grows; a new one says how high it is. */
export function keepAtEnd(box: HTMLElement | null, { logs: shown }: State, send: Send): void {
  if (!box) return;
  if (shown.follows) box.scrollTop = box.scrollHeight;
  if (box.clientHeight !== shown.height)
    tell(send, { kind: "scrolled", top: box.scrollTop, height: box.clientHeight, atEnd: shown.follows });
}
