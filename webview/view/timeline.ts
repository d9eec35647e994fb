import { html, nothing, svg, type TemplateResult } from "lit";
import type { Cell, Mark, Standing, Timeline } from "../../words/index.ts";
import { t } from "../l10n.ts";

const column = 54;
const row = 22;
const gap = 14;

/** The drawn answer: a row a child, a column a moment. The steps below it say the same to those who do not see it. */
export function timeline({ moments, lanes, hidden }: Timeline): TemplateResult {
  const width = moments.length * column;
  const height = (lanes.length + 1) * row;
  return html`<div class="timeline">
      <div class="lane-names" aria-hidden="true">
        ${lanes.map(({ path }) => html`<span title=${path}>${path.slice(path.lastIndexOf("/") + 1)}</span>`)}
      </div>
      <div class="lanes" tabindex="0" role="group" aria-label=${t("Timeline; “Step by step” says the same")}>
        <svg width=${width} height=${height} viewBox="0 0 ${width} ${height}" aria-hidden="true">
          ${moments.map(({ label }, index) => moment(label, index, height))}
          ${lanes.map(({ cells }, lane) => cells.map((cell, index) => drawn(cell, index * column, (lane + 1.5) * row)))}
        </svg>
      </div>
    </div>
    ${rest(hidden)}${legend(lanes.flatMap(({ cells }) => cells))}`;
}

function moment(label: string, index: number, height: number) {
  const x = (index + 0.5) * column;
  return svg`<line class="moment" x1=${x} x2=${x} y1=${row} y2=${height}></line>
    <text class="when" x=${x} y=${row - 8} text-anchor="middle">${label}</text>`;
}

function drawn({ before, marks, after }: Cell, x: number, y: number) {
  const middle = x + column / 2;
  return svg`${line(before, x, middle, y)}${line(after, middle, x + column, y)}
    ${marks.slice(0, 4).map((mark, index, all) => sign(mark, middle + (index - (all.length - 1) / 2) * gap, y))}`;
}

function line(standing: Standing, from: number, to: number, y: number) {
  return standing === "gone"
    ? nothing
    : svg`<line class="standing ${standing}" x1=${from} x2=${to} y1=${y} y2=${y}></line>`;
}

/** Each mark has a shape of its own, so that no colour has to tell them apart. */
function sign(mark: Mark, x: number, y: number) {
  const at = `translate(${x} ${y})`;
  switch (mark) {
    case "exited":
      return svg`<g class="mark exited" transform=${at}><circle r="6"></circle><path d="M-2.5-2.5 2.5 2.5M-2.5 2.5 2.5-2.5"></path></g>`;
    case "stopped":
      return svg`<rect class="mark stopped" transform=${at} x="-4.5" y="-4.5" width="9" height="9"></rect>`;
    case "killed":
      return svg`<path class="mark killed" transform=${at} d="M0-6 6 0 0 6-6 0z"></path>`;
    case "started":
      return svg`<path class="mark started" transform=${at} d="M-4-5.5 6 0-4 5.5z"></path>`;
    case "ended":
      return svg`<g class="mark ended" transform=${at}><rect x="-6" y="-6" width="12" height="12"></rect><path d="M-3-3 3 3M-3 3 3-3"></path></g>`;
    case "ignored":
      return svg`<circle class="mark ignored" transform=${at} r="5"></circle>`;
  }
}

function rest({ lanes, moments }: Timeline["hidden"]) {
  if (lanes + moments === 0) return nothing;
  return html`<p class="hint">${t("Not drawn: {0} more children and {1} more moments.", lanes, moments)}</p>`;
}

const markWords: Record<Mark, string> = {
  exited: t("exits"),
  stopped: t("is stopped"),
  killed: t("is killed"),
  started: t("starts"),
  ended: t("supervisor ends"),
  ignored: t("no process to exit"),
};
const standingWords: Record<Exclude<Standing, "gone">, string> = {
  up: t("runs"),
  down: t("is down"),
  due: t("restart is due"),
  waiting: t("waits for somebody"),
};

/** Only what is in the drawing. */
function legend(cells: readonly Cell[]): TemplateResult {
  const marks = new Set(cells.flatMap((cell) => cell.marks));
  const standings = new Set(cells.flatMap(({ before, after }) => [before, after]));
  const entry = (shape: unknown, words: string) =>
    html`<span class="entry"><svg width="18" height="14" aria-hidden="true">${shape}</svg>${words}</span>`;
  return html`<p class="legend-of-lanes" aria-hidden="true">
    ${(["up", "due", "waiting", "down"] as const).filter((each) => standings.has(each)).map((each) => entry(line(each, 0, 18, 7), standingWords[each]))}
    ${(["exited", "started", "stopped", "killed", "ended", "ignored"] as const).filter((each) => marks.has(each)).map((each) => entry(sign(each, 9, 7), markWords[each]))}
  </p>`;
}
