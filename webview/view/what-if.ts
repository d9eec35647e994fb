import { html, nothing, type TemplateResult } from "lit";
import { stepsOf, summaryOf, timelineOf } from "../../words/index.ts";
import { signals } from "../details/actions.ts";
import { t } from "../l10n.ts";
import type { PanelEvent, Rehearsal, State, Wonder } from "../state.ts";
import { childIn } from "../state.ts";
import { lasting } from "../time.ts";
import { questionOf } from "../wonder/question.ts";
import { icon } from "./icon.ts";
import { timeline } from "./timeline.ts";
import { typed } from "./typed.ts";

type Send = (event: PanelEvent) => void;

/** So many moments are listed. */
const stepsShown = 60;

/** “What if it exits with …?”: the question, and the answer in a sentence, as a drawing and step by step. */
export function whatIf(state: State, send: Send): TemplateResult {
  const node = childIn(state, state.selected);
  const heading = html`<h3 id="what-if-heading">${t("What if…")}</h3>`;
  if (node?.kind !== "worker")
    return html`${heading}<p class="hint">${t("A supervisor has no process of its own that could exit: select one of its workers.")}</p>`;
  const asked = questionOf(state);
  const { rehearsal } = state.wonder;
  const own = rehearsal.is !== "none" && rehearsal.path === node.path ? rehearsal : null;
  const refused = asked.ok ? null : asked.message;
  const withPlan = state.editor?.path === node.path;
  return html`${heading}
    <div class="what-if" role="group" aria-labelledby="what-if-heading">
      ${question(state.wonder, asked.ok ? null : asked.at, send)}
      ${refused === null ? nothing : html`<p class="fault">${icon("error")}<span>${refused}</span></p>`}
      <div class="buttons">
        <vscode-button
          id="rehearse"
          secondary
          ?disabled=${refused !== null}
          aria-disabled=${refused !== null}
          @click=${() => send({ kind: "rehearsal_asked" })}
          >${withPlan ? t("Rehearse with this plan") : t("Rehearse")}</vscode-button
        >
        <span class="hint">${withPlan ? t("The plan as typed above, not applied.") : t("Nothing is done to the tree.")}</span>
      </div>
    </div>
    <div role="status" aria-live="polite">${own ? sentence(own) : nothing}</div>
    ${own?.is === "told" ? answer(own, state.now) : nothing}`;
}

function question({ how, code, signal, times, every }: Wonder, wrong: string | null, send: Send): TemplateResult {
  const wondered = (change: Partial<Omit<Wonder, "rehearsal">>) => send({ kind: "wondered", change });
  const field = (name: "code" | "times" | "every", label: string, value: string) =>
    html`<vscode-textfield
      class="what-if-${name}"
      .label=${label}
      ?invalid=${wrong === name}
      .value=${value}
      @input=${(event: Event) => wondered({ [name]: typed(event) })}
      @keydown=${(event: KeyboardEvent) => entered(event, send)}
    ></vscode-textfield>`;
  const selected = (event: Event) => hows.find(({ value }) => value === typed(event))?.value ?? "code";
  return html`<div class="what-if-row">
      <span aria-hidden="true">${t("it")}</span>
      <vscode-single-select
        id="what-if-how"
        .label=${t("How it ends")}
        .value=${how}
        @change=${(event: Event) => wondered({ how: selected(event) })}
        >${hows.map(({ value, words }) => html`<vscode-option value=${value} ?selected=${value === how}>${words}</vscode-option>`)}</vscode-single-select
      >
      ${how === "code" ? field("code", t("Exit code"), code) : nothing}
      ${
        how === "signal"
          ? html`<vscode-single-select
              id="what-if-signal"
              .label=${t("Signal that ends it")}
              .value=${signal}
              @change=${(event: Event) => wondered({ signal: typed(event) })}
              >${signals.map((name) => html`<vscode-option value=${name} ?selected=${name === signal}>${name}</vscode-option>`)}</vscode-single-select
            >`
          : nothing
      }
    </div>
    <div class="what-if-row">
      ${field("times", t("How many times"), times)}<span aria-hidden="true">${times.trim() === "1" ? t("time") : t("times, one every")}</span>
      ${times.trim() === "1" ? nothing : html`${field("every", t("How long after one another"), every)}`}
    </div>`;
}

const hows: readonly { value: Wonder["how"]; words: string }[] = [
  { value: "code", words: t("exits with code") },
  { value: "normal", words: t("exits normally") },
  { value: "signal", words: t("is ended by") },
];

function entered(event: KeyboardEvent, send: Send): void {
  if (event.key === "Enter") send({ kind: "rehearsal_asked" });
}

function sentence(rehearsal: Exclude<Rehearsal, { is: "none" }>): TemplateResult {
  switch (rehearsal.is) {
    case "asked":
      return html`<p class="hint">${t("Rehearsing…")}</p>`;
    case "refused":
      return html`<p class="fault">${icon("error")}<span>${rehearsal.message}</span></p>`;
    case "told":
      return html`<p class="summary">${summaryOf(rehearsal.path, rehearsal.trace)}</p>`;
  }
}

function answer({ path, plan, trace, at }: Extract<Rehearsal, { is: "told" }>, now: number): TemplateResult {
  const steps = stepsOf(trace);
  const more = steps.length - stepsShown;
  return html`${timeline(timelineOf(path, trace))}
    <details class="steps">
      <summary>${t("Step by step")}</summary>
      <ol>
        ${steps
          .slice(0, stepsShown)
          .map(
            ({ when, sentences }) =>
              html`<li><b>${when}</b>${sentences.map((each) => html`<span>${each}</span>`)}</li>`,
          )}
      </ol>
      ${more > 0 ? html`<p class="hint">${t("and {0} more moments", more)}</p>` : nothing}
    </details>
    <p class="hint">${plan === null ? nothing : `${t("With the plan {0}.", plan)} `}${t("From the tree as it was {0} ago.", lasting(now - at))}</p>`;
}
