import { html, svg } from "lit";
import type { ChildState, Strategy } from "../../wire/index.ts";
import { stateLook, strategyLook } from "../tree/look.ts";

/** A codicon; always beside a word, so it says nothing to a screen reader. */
export function icon(name: string) {
  return html`<span class="codicon codicon-${name}" aria-hidden="true"></span>`;
}

export function stateIcon(state: ChildState) {
  const { icon: name, tone } = stateLook[state];
  return html`<span class="state-icon tone-${tone} codicon codicon-${name}" aria-hidden="true"></span>`;
}

/** Three children in start order; those that a crash of the middle one takes along are filled, the crashed one has a ring. */
export function strategyIcon(strategy: Strategy) {
  const { takes } = strategyLook[strategy];
  const dots = takes.map(
    (taken, index) => svg`<circle class=${taken ? "taken" : "left"} cx=${5 + index * 10} cy="6" r="3.2"></circle>`,
  );
  return html`<svg class="strategy-icon" viewBox="0 0 30 12" aria-hidden="true">${dots}<circle class="ring" cx="15" cy="6" r="5.2"></circle></svg>`;
}
