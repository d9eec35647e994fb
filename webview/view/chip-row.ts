import { html, nothing, type TemplateResult } from "lit";
import type { PlanElement } from "../../wire/index.ts";
import { t } from "../l10n.ts";
import { chipOf } from "../plan/chips.ts";
import {
  type ElementKind,
  elementKinds,
  elementOf,
  type Field,
  fieldsOf,
  kindOf,
  type PlanEvent,
  withField,
} from "../plan/edit.ts";
import type { Editor, PanelEvent } from "../state.ts";
import { icon } from "./icon.ts";
import { typed } from "./typed.ts";

type Send = (event: PanelEvent) => void;
const tell = (send: Send, event: PlanEvent) => send({ kind: "plan", event });

const kindWords: Record<ElementKind, string> = {
  restart: t("restart at once"),
  restart_after: t("restart after a delay"),
  backoff: t("restart, a growing delay"),
  wait: t("wait for somebody"),
  delete: t("forget the child"),
  stop: t("end the supervisor"),
  stop_with: t("end the supervisor, with a reason"),
};

/** What is added with one press; the form makes the rest of it. */
const offered = ["restart", "restart_after", "wait", "delete", "stop"] as const;

/** The plan as chips that are added, ordered, changed and taken away, by mouse and by keys. */
export function chipRow(editing: Editor, plan: readonly PlanElement[], send: Send): TemplateResult {
  const picked = editing.picked === null ? undefined : plan[editing.picked];
  return html`<ol class="chips editing" id="chips" aria-label=${t("Plan elements; Alt with ← and → moves one, Delete takes it away")}>
      ${plan.map((element, index) => chip(element, index, plan.length, editing, send))}
    </ol>
    ${picked === undefined || editing.picked === null ? nothing : form(picked, editing.picked, plan.length, send)}
    <div class="adds" role="group" aria-label=${t("Add an element")}>${offered.map((kind) => {
      const element = elementOf(kind, null);
      const { icon: name, text } = chipOf(element);
      const words = t("Add: {0}", kindWords[kind]);
      return html`<button type="button" class="add" title=${words} aria-label=${words} @click=${() => tell(send, { kind: "added", element })}>${icon("add")}${icon(name)} ${text}</button>`;
    })}</div>`;
}

function chip(element: PlanElement, index: number, count: number, editing: Editor, send: Send): TemplateResult {
  const { icon: name, text, meaning } = chipOf(element);
  return html`<li
    class="chip-place"
    @dragover=${(event: DragEvent) => event.preventDefault()}
    @drop=${(event: DragEvent) => dropped(event, index, send)}
  ><button
      type="button"
      class="chip ${editing.picked === index ? "picked" : ""}"
      data-chip=${index}
      draggable="true"
      aria-expanded=${editing.picked === index}
      aria-label=${t("{0} of {1}: {2}", index + 1, count, text)}
      title=${meaning}
      @click=${() => tell(send, { kind: "picked", index })}
      @keydown=${(event: KeyboardEvent) => keyed(event, index, count, send)}
      @dragstart=${(event: DragEvent) => event.dataTransfer?.setData("text/plain", String(index))}
    >${icon(name)}<span>${text}</span></button></li>`;
}

function dropped(event: DragEvent, to: number, send: Send): void {
  event.preventDefault();
  const from = Number.parseInt(event.dataTransfer?.getData("text/plain") ?? "", 10);
  if (Number.isInteger(from)) tell(send, { kind: "moved", from, to });
}

function keyed(event: KeyboardEvent, index: number, count: number, send: Send): void {
  const step = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
  if (step !== 0) {
    const to = index + step;
    if (to < 0 || to >= count) return;
    if (event.altKey) tell(send, { kind: "moved", from: index, to });
    // The focus goes along with the chip: the element at that place is the one that it will be.
    chipAt(event, to)?.focus();
  } else if (event.key === "Delete" || event.key === "Backspace") {
    tell(send, { kind: "removed", index });
    (chipAt(event, index + 1) ?? chipAt(event, index - 1))?.focus();
  } else return;
  event.preventDefault();
  event.stopPropagation();
}

function chipAt({ currentTarget }: Event, index: number): HTMLElement | null {
  if (!(currentTarget instanceof Element)) return null;
  return currentTarget.closest(".chips")?.querySelector<HTMLElement>(`[data-chip="${index}"]`) ?? null;
}

const fieldWords: Record<Field["name"], string> = {
  delay: t("Delay"),
  factor: t("Grows by"),
  max: t("At most"),
  reason: t("Reason"),
};

/** What is picked, closer: its kind, what it says, and the ways it can go. */
function form(element: PlanElement, index: number, count: number, send: Send): TemplateResult {
  const kind = kindOf(element);
  const turned = (event: Event) => {
    const next = elementKinds.find((each) => each === typed(event));
    if (next) tell(send, { kind: "set", index, element: elementOf(next, element) });
  };
  const tool = (label: string, name: string, refused: boolean, event: PlanEvent) =>
    html`<vscode-toolbar-button label=${label} title=${label} ?disabled=${refused} @click=${() => !refused && tell(send, event)}>${icon(name)}</vscode-toolbar-button>`;
  return html`<div class="chip-form" role="group" aria-label=${t("Element {0}", index + 1)}>
    ${
      kind === null
        ? html`<span class="hint">${t("Written as text below.")}</span>`
        : html`<vscode-single-select class="kind" .label=${t("What it does")} .value=${kind} @change=${turned}
            >${elementKinds.map((each) => html`<vscode-option value=${each} ?selected=${each === kind}>${kindWords[each]}</vscode-option>`)}</vscode-single-select
          >`
    }
    ${fieldsOf(element).map((field) => fieldOf(field, element, index, send))}
    ${tool(t("Earlier"), "arrow-left", index === 0, { kind: "moved", from: index, to: index - 1 })}
    ${tool(t("Later"), "arrow-right", index === count - 1, { kind: "moved", from: index, to: index + 1 })}
    ${tool(t("Take away"), "trash", false, { kind: "removed", index })}
  </div>`;
}

function fieldOf({ name, value }: Field, element: PlanElement, index: number, send: Send): TemplateResult {
  const changed = (event: Event) => {
    const next = withField(element, { name, value: typed(event) });
    if (event.target instanceof Element) event.target.toggleAttribute("invalid", next === null);
    if (next !== null) tell(send, { kind: "set", index, element: next });
  };
  return html`<label class="chip-field"><span aria-hidden="true">${fieldWords[name]}</span><vscode-textfield .label=${fieldWords[name]} .value=${value} @input=${changed}></vscode-textfield></label>`;
}
