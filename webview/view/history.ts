import { html, nothing, svg, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { t } from "../l10n.ts";
import type { PanelEvent, State } from "../state.ts";
import { chartOf, type Happening, type Lane, type Mark } from "../timeline/chart.ts";
import { reachOf, shownHistory } from "../timeline/model.ts";
import type { TimelineEvent } from "../timeline/update.ts";
import { stateLook } from "../tree/look.ts";
import { icon } from "./icon.ts";

type Send = (event: PanelEvent) => void;

/** So many lanes are drawn, and so many happenings listed: those that crash most, and the last ones. */
const lanesShown = 60;
const listed = 200;
const laneHeight = 20;

/** What has become of the tree: a lane a child, all of it in one, and as a list for those who read rather than look. */
export function history(state: State, send: Send): TemplateResult {
  const past = shownHistory(state.past);
  const reach = reachOf(state.past, state.now);
  if (!past || !reach) return html`<p class="hint">${t("Nothing has been told of this tree's past yet.")}</p>`;
  const { lanes, all } = chartOf(past);
  const only = state.past.lanes === "selected" ? state.selected : null;
  const mine = (path: string) => only === null || path === only || path.startsWith(`${only}/`);
  const own = lanes.filter(({ path }) => mine(path));
  const seen = all.filter(({ at, path }) => at >= reach.from && mine(path));
  return html`<div class="history">
    <div class="lanes-part">
      <div class="lane-rows" @click=${(event: MouseEvent) => scrubbed(event, reach, send)}>
        ${row(t("everything"), null, [marks(seen.slice(-400), reach, send), cursor(state, reach)], false)}
        ${repeat(
          own.slice(0, lanesShown),
          ({ path }) => path,
          (lane) =>
            row(
              lane.path,
              lane,
              [stretches(lane, reach), marks(lane.happenings, reach, send), cursor(state, reach)],
              lane.path === state.selected,
            ),
        )}
        ${own.length > lanesShown ? html`<p class="hint">${t("Not drawn: {0} more children.", own.length - lanesShown)}</p>` : nothing}
      </div>
      ${scrubber(state, reach, send)}
    </div>
    ${list(seen, state, send)}
  </div>`;
}

type Reach = { from: number; to: number };

const share = (at: number, { from, to }: Reach) => `${(((at - from) / (to - from)) * 100).toFixed(3)}%`;

function row(name: string, lane: Lane | null, drawn: unknown, selected: boolean): TemplateResult {
  const short = lane ? name.slice(name.lastIndexOf("/") + 1) : name;
  return html`<div class="lane-row ${selected ? "selected" : ""}">
    <span class="lane-name" title=${name}>${lane?.flaps ? html`<b class="flaps" title=${t("Crashed three times within a minute")}>${icon("warning")}${t("flaps")}</b>` : nothing}<span class="lane-id">${short}</span>${lane && lane.crashes > 0 ? html`<span class="crashes" title=${t("crashes")}>×${lane.crashes}</span>` : nothing}</span>
    <svg class="lane" height=${laneHeight} width="100%" aria-hidden="true">${drawn}</svg>
  </div>`;
}

/** The moment that the drawing shows, across all lanes. */
function cursor({ past }: State, reach: Reach) {
  const at = past.looked?.at;
  if (at === undefined || at < reach.from) return nothing;
  return svg`<line class="cursor" x1=${share(at, reach)} x2=${share(at, reach)} y1="0" y2=${laneHeight}></line>`;
}

function stretches({ stretches: all }: Lane, reach: Reach) {
  const middle = laneHeight / 2;
  return svg`${all
    .filter(({ from, to }) => (to ?? reach.to) >= reach.from && from <= reach.to)
    .map(({ from, to, state }) => {
      const [x1, x2] = [share(Math.max(from, reach.from), reach), share(Math.min(to ?? reach.to, reach.to), reach)];
      return svg`<line class="stretch tone-${stateLook[state].tone} state-${state}" x1=${x1} x2=${x2} y1=${middle} y2=${middle}></line>`;
    })}`;
}

function marks(happenings: readonly Happening[], reach: Reach, send: Send) {
  return svg`${happenings
    .filter(({ at }) => at >= reach.from && at <= reach.to)
    .map(
      (happening) => svg`<svg class="happening" x=${share(happening.at, reach)} y=${laneHeight / 2} overflow="visible"
        @click=${(event: Event) => {
          event.stopPropagation();
          send({ kind: "revealed", path: happening.path });
        }}><title>${sentenceOf(happening)}</title><circle class="target" r="8"></circle>${shape(happening.mark)}</svg>`,
    )}`;
}

/** Each kind has a shape of its own, so that no colour has to tell them apart. */
function shape(mark: Mark) {
  switch (mark) {
    case "exited":
      return svg`<g class="mark exited"><circle r="6"></circle><path d="M-2.5-2.5 2.5 2.5M-2.5 2.5 2.5-2.5"></path></g>`;
    case "ended":
    case "gone":
      return svg`<rect class="mark stopped" x="-4" y="-4" width="8" height="8"></rect>`;
    case "started":
    case "new":
      return svg`<path class="mark started" d="M-4-5.5 6 0-4 5.5z"></path>`;
    case "paused":
      return svg`<path class="mark paused" d="M-4-5h3v10h-3zM1-5h3v10h-3z"></path>`;
    case "held":
      return svg`<path class="mark held" d="M0-6 6 0 0 6-6 0z"></path>`;
    case "planned":
      return svg`<circle class="mark planned" r="4.5"></circle>`;
    case "reloaded":
      return svg`<path class="mark reloaded" d="M1-7-5 1h4l-2 6 7-8H0z"></path>`;
  }
}

const markIcons: Record<Mark, string> = {
  ...{ exited: "error", ended: "debug-stop", gone: "trash", started: "debug-start", new: "add" },
  ...{ paused: "debug-pause", held: "lock", planned: "list-ordered", reloaded: "flame" },
};

function sentenceOf({ at, path, sentence }: Happening): string {
  return `${clock(at)} ${path} ${sentence}`;
}

export function clock(at: number): string {
  return new Date(at).toLocaleTimeString(undefined, { hour12: false });
}

function scrubbed(event: MouseEvent, { from, to }: Reach, send: Send): void {
  const lane = event.target instanceof Element ? event.target.closest(".lane") : null;
  if (!lane) return;
  const box = lane.getBoundingClientRect();
  tell(send, { kind: "looked", at: from + ((event.clientX - box.x) / box.width) * (to - from) });
}

const tell = (send: Send, event: TimelineEvent) => send({ kind: "timeline", event });

/** The moment in sight as a slider under the lanes; at its right end it is now. */
function scrubber({ past, now }: State, reach: Reach, send: Send): TemplateResult {
  const at = past.looked?.at ?? reach.to;
  const moved = ({ target }: Event) => {
    if (target instanceof HTMLInputElement)
      tell(send, {
        kind: "looked",
        at: target.valueAsNumber >= target.max.length && target.value === target.max ? null : target.valueAsNumber,
      });
  };
  return html`<div class="scrub-row">
    <span class="lane-name">${past.looked ? clock(at) : past.opened ? clock(reach.to) : t("now")}</span>
    <input
      id="moment"
      type="range"
      aria-label=${t("Moment that the drawing shows")}
      aria-valuetext=${past.looked ? clock(at) : t("now")}
      min=${Math.floor(reach.from)}
      max=${Math.ceil(Math.max(reach.to, past.opened ? 0 : now))}
      step=${Math.max(1, Math.round((reach.to - reach.from) / 400))}
      .value=${String(Math.round(Math.max(at, reach.from)))}
      @input=${moved}
    />
  </div>`;
}

function list(seen: readonly Happening[], state: State, send: Send): TemplateResult {
  const last = seen.slice(-listed).reverse();
  return html`<ol class="happenings" aria-label=${t("What happened, the last first")}>${repeat(
    last,
    ({ at, path, mark }) => `${at} ${path} ${mark}`,
    (happening) => html`<li class=${happening.path === state.selected ? "selected" : ""}>
      <button type="button" class="told" @click=${() => send({ kind: "revealed", path: happening.path })}>
        <span class="when">${clock(happening.at)}</span>${icon(markIcons[happening.mark])}<span><b>${happening.path.slice(happening.path.indexOf("/") + 1)}</b> ${happening.sentence}</span>
      </button>
      <vscode-toolbar-button label=${t("Show the tree as it stood then")} title=${t("Show the tree as it stood then")} @click=${() => tell(send, { kind: "looked", at: happening.at })}>${icon("history")}</vscode-toolbar-button>
    </li>`,
  )}</ol>`;
}
