import { html, nothing, type TemplateResult } from "lit";
import type { PlanView, TreeNode } from "../../wire/index.ts";
import { t } from "../l10n.ts";
import type { Branch, Group, Histogram, Supervisor } from "../model.ts";
import { chipOf } from "../plan/chips.ts";
import { momentOf, type State } from "../state.ts";
import { histogramText, spokenName } from "../text.ts";
import { countdown } from "../time.ts";
import type { Spot } from "../tree/drawing.ts";
import { stateLook } from "../tree/look.ts";
import { isOpen } from "../walk.ts";
import { icon, stateIcon, strategyIcon } from "./icon.ts";
import { type Properties, properties } from "./place.ts";

/** One card of the drawing, which is at the same time one item of the tree that a screen reader reads. */
export function card(spot: Spot, state: State, along: ReadonlySet<string> | null, origin: Spot | null): TemplateResult {
  const { branch, key } = spot;
  const open = isOpen(spot);
  return html`<div
    class="card ${branch.kind} ${classesOf(branch, state)} ${alongClass(branch, along)}"
    id=${itemId(key)}
    role="treeitem"
    data-key=${key}
    aria-level=${spot.level}
    aria-posinset=${spot.position}
    aria-setsize=${spot.siblings}
    aria-expanded=${open ?? nothing}
    aria-selected=${state.selected === key}
    ${properties({ ...placeOf(spot, origin), ...dueOf(branch, momentOf(state)) })}
  ><span class="spoken">${spokenName(spot, momentOf(state))}</span><div class="face" aria-hidden="true">${contents(branch, state)}</div></div>`;
}

/** Keys hold slashes and spaces, an id must not. */
export function itemId(key: string): string {
  return `item-${encodeURIComponent(key)}`;
}

function placeOf(spot: Spot, origin: Spot | null): Properties {
  return {
    "--x": `${spot.x}px`,
    "--y": `${spot.y}px`,
    "--width": `${spot.width}px`,
    "--height": `${spot.height}px`,
    // Set once and never taken away: a card grows out of its parent when it is new, not when it comes back into sight.
    ...(origin ? { "--appear": "appear", "--from-x": `${origin.x}px`, "--from-y": `${origin.y}px` } : {}),
  };
}

/** The bar of a delayed restart drains from when the wait began to when it is due. */
function dueOf(branch: Branch, now: number): Properties {
  if (branch.kind === "group" || branch.node.dueAt === null) return { "--due-left": null };
  const { dueAt, since } = branch.node;
  const left = Math.max(0, Math.min(1, (dueAt - now) / Math.max(1, dueAt - since)));
  return { "--due-left": left.toFixed(3) };
}

function classesOf(branch: Branch, state: State): string {
  const active = branch.key === state.active ? "active" : "";
  if (branch.kind === "group") {
    const crashed = branch.members.some((member) => state.crashes.has(member.path));
    return `${active} ${branch.open ? "open" : "closed"} ${crashed && !branch.open ? "crash-0" : ""}`;
  }
  // Two names for one animation, so that a second crash begins it anew.
  const crash = state.crashes.has(branch.node.path) ? `crash-${branch.node.restarts % 2}` : "";
  return `${active} tone-${stateLook[branch.node.state].tone} state-${branch.node.state} ${branch.faint ? "faint" : ""} ${crash}`;
}

/** A group goes along when any of its members does. */
function alongClass(branch: Branch, along: ReadonlySet<string> | null): string {
  if (along === null) return "";
  const goes = branch.kind === "group" ? branch.members.some(({ path }) => along.has(path)) : along.has(branch.key);
  return goes ? "along" : "alone";
}

function contents(branch: Branch, state: State): TemplateResult {
  switch (branch.kind) {
    case "worker":
      return workerCard(branch.node, momentOf(state));
    case "supervisor":
      return supervisorCard(branch);
    case "group":
      return groupCard(branch);
  }
}

function workerCard(node: Extract<TreeNode, { kind: "worker" }>, now: number): TemplateResult {
  const { word } = stateLook[node.state];
  return html`<div class="line head">
      ${stateIcon(node.state)}<span class="id">${node.id}</span>
      ${node.debugged ? html`<span class="codicon codicon-debug debugged" title=${t("A debugger is connected.")} aria-hidden="true"></span>` : nothing}
      ${holdMark(node)}${planMarker(node.plan)}
    </div>
    <div class="line facts">
      <span class="word">${word}${node.dueAt === null ? nothing : html` <b class="due">${countdown(node.dueAt, now)}</b>`}</span>
      ${node.pid === null ? nothing : html`<span class="pid">${t("pid {0}", node.pid)}</span>`}
      <span class="lives ${node.restarts > 0 ? "restarted" : ""}" title=${t("incarnation {0}, restarts {1}", node.incarnation, node.restarts)}>#${node.incarnation} ${icon("refresh")}${node.restarts}</span>
    </div>
    ${node.dueAt === null ? nothing : html`<div class="due-bar"></div>`}`;
}

function supervisorCard(branch: Supervisor): TemplateResult {
  const { node, open, size, states } = branch;
  return html`<div class="line head">
      ${stateIcon(node.state)}<span class="id">${node.id}</span>${holdMark(node)}${planMarker(node.plan)}
      ${size === 0 ? nothing : html`<span class="fold" data-fold aria-hidden="true">${icon(open ? "chevron-left" : "chevron-right")}</span>`}
    </div>
    <div class="line facts">
      <span class="word">${stateLook[node.state].word}</span>
      <span class="strategy">${strategyIcon(node.strategy)}${node.strategy}</span>
      ${open ? nothing : html`<span class="size">${size}</span>`}
    </div>
    ${open ? nothing : bar(states)}`;
}

function groupCard({ label, members, open, states }: Group): TemplateResult {
  return html`<div class="line head">
      ${icon("layers")}<span class="id">${label}</span><span class="times">×${members.length}</span>${open ? legend(states) : nothing}
      <span class="fold" data-fold aria-hidden="true">${icon(open ? "fold" : "unfold")}</span>
    </div>
    ${bar(states)}${open ? nothing : legend(states)}`;
}

/** Said in words: the lock alone is also the icon of a child that is held at entry. */
function holdMark({ onHold }: TreeNode) {
  return onHold
    ? html`<span class="on-hold" title=${t("Its exit is answered when it is released.")}>${t("on hold")}</span>`
    : nothing;
}

/** Where the plan stands: one dot an element, the one that the next exit executes filled; long plans in figures. */
function planMarker(plan: PlanView | null) {
  if (!plan) return nothing;
  const { elements, at } = plan;
  const next = elements[at];
  const title = next
    ? t("Next exit: {0} ({1} of {2})", chipOf(next).text, at + 1, elements.length)
    : t("The plan is empty.");
  if (elements.length > 6) return html`<span class="plan-marker" title=${title}>${at + 1}/${elements.length}</span>`;
  return html`<span class="plan-marker" title=${title}>${elements.map(
    (_, index) => html`<i class=${index === at ? "next" : index < at ? "past" : ""}></i>`,
  )}</span>`;
}

/** States as a bar of parts, and in words with icons beneath: the bar alone would be colour alone. */
export function bar(states: Histogram): TemplateResult {
  return html`<div class="bar" title=${histogramText(states)}>${states.map(
    ({ state, count }) =>
      html`<i class="tone-${stateLook[state].tone} state-${state}" ${properties({ "--share": String(count) })}></i>`,
  )}</div>`;
}

export function legend(states: Histogram): TemplateResult {
  return html`<div class="line legend">${states.map(
    ({ state, count }) =>
      html`<span>${stateIcon(state)}${count} <span class="word">${stateLook[state].word}</span></span>`,
  )}</div>`;
}
