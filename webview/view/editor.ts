import { html, nothing, type TemplateResult } from "lit";
import { type Child, changedMeanwhile, type PlanRow } from "../details/model.ts";
import { t } from "../l10n.ts";
import { type ParsedPlan, parseCount, parsePlan } from "../plan/text.ts";
import type { Editor, PanelEvent, State } from "../state.ts";
import { chipRow } from "./chip-row.ts";
import { icon } from "./icon.ts";
import { typed } from "./typed.ts";

type Send = (event: PanelEvent) => void;

/**
 * The plan as chips and as text, each of which changes the other; a text that is no plan says what is wrong and where.
 * Its text area is HTML's own: that of @vscode-elements cannot be tied to what describes it, and loads an image that the policy forbids.
 */
export function editor(editing: Editor, { node }: Child, state: State, send: Send): TemplateResult {
  const plan = parsePlan(editing.text);
  const count = parseCount(editing.count);
  const pending = [...state.asked.values()].some((act) => act.do === "change_plan" && act.path === editing.path);
  const refused = !plan.ok || !count.ok || pending;
  const edited = (change: Partial<Pick<Editor, "text" | "count">>) => send({ kind: "edited", change });
  return html`<div class="editor" role="group" aria-label=${t("Editor")} @keydown=${(event: KeyboardEvent) => keyed(event, send)}>
    <div class="label" aria-hidden="true">${t("Elements, in the order of exits")}</div>
    ${plan.ok ? chipRow(editing, plan.plan, send) : nothing}
    <textarea
      id="plan-text"
      class="plan-text"
      aria-label=${t("Plan")}
      aria-invalid=${!plan.ok}
      aria-describedby="plan-faults"
      rows="2"
      spellcheck="false"
      .value=${editing.text}
      @input=${(event: Event) => edited({ text: typed(event) })}
    ></textarea>
    <div id="plan-faults" aria-live="polite">${faults(plan)}</div>
    <div class="count-row">
      <div class="label" aria-hidden="true">${t("Count")}</div>
      <vscode-textfield
        class="count-field"
        .label=${t("Count")}
        ?invalid=${!count.ok}
        .value=${editing.count}
        @input=${(event: Event) => edited({ count: typed(event) })}
      ></vscode-textfield>
      <span class="hint">${t("runs of the whole plan, or")} <code>infinity</code></span>
    </div>
    ${count.ok ? nothing : html`<p class="fault">${icon("error")}<span>${count.message}</span></p>`}
    ${!pending && changedMeanwhile(editing, node) ? html`<p class="notice">${icon("info")}<span>${t("Somebody changed this plan while you were editing it.")}</span></p>` : nothing}
    <div class="buttons">
      <vscode-button ?disabled=${refused} aria-disabled=${refused} @click=${() => send({ kind: "applied" })}>${t("Apply plan")}</vscode-button>
      <vscode-button secondary @click=${() => send({ kind: "edit_left" })}>${t("Cancel")}</vscode-button>
      <span class="hint"><kbd>Ctrl</kbd> <kbd>Enter</kbd></span>
    </div>
  </div>`;
}

/** A plan as a row of chips; the one that the next exit executes is marked with a word and a frame. */
export function chips({ chips: row, at }: PlanRow): TemplateResult {
  if (row.length === 0) return html`<p class="hint">${t("Empty: the first exit ends the supervisor.")}</p>`;
  return html`<ol class="chips">${row.map(
    (
      chip,
      index,
    ) => html`<li class="chip ${index === at ? "next" : ""}" title=${chip.meaning} aria-current=${index === at ? "step" : nothing}>
      ${icon(chip.icon)}<span>${chip.text}</span>${index === at ? html`<b class="mark">${t("next")}</b>` : nothing}
    </li>`,
  )}</ol>`;
}

function faults(plan: ParsedPlan): TemplateResult | typeof nothing {
  if (plan.ok) return nothing;
  return html`${plan.problems.map(
    ({ message, line, column }) =>
      html`<p class="fault">${icon("error")}<span>${t("Line {0}, column {1}: {2}", line, column, message)}</span></p>`,
  )}`;
}

function keyed(event: KeyboardEvent, send: Send): void {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send({ kind: "applied" });
  else if (event.key === "Escape") send({ kind: "edit_left" });
  else return;
  event.preventDefault();
  event.stopPropagation();
}
