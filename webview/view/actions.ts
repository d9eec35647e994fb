import { html, nothing, type TemplateResult } from "lit";
import { signals } from "../details/actions.ts";
import type { Child } from "../details/model.ts";
import { type Setting, type Settings, strategies } from "../details/settings.ts";
import { t } from "../l10n.ts";
import { type Choices, type PanelEvent, type State, untouchable } from "../state.ts";
import { strategyLook } from "../tree/look.ts";
import { button } from "./button.ts";
import { typed } from "./typed.ts";

type Send = (event: PanelEvent) => void;

/** Everything that can be done to a child, but for its plan: its buttons, and what of a supervisor can be changed. */
export function actions({ node, actions: offered, scale, settings }: Child, state: State, send: Send): TemplateResult {
  const offline = untouchable(state);
  const kill = node.kind === "worker" && node.parent !== null;
  return html`<div class="actions" role="group" aria-label=${t("Actions")}>
      ${offered.map(({ label, icon: name, act, refused }) => button(label, name, offline ?? refused, () => send({ kind: "acted", act })))}
      ${kill ? signal(state, send) : nothing}
    </div>
    ${scale === null ? nothing : scaling(node.path, scale, state, send)}
    ${settings ? supervising(settings, offline, send) : nothing}`;
}

const chosen = (send: Send, choices: Partial<Choices>) => send({ kind: "chosen", choices });

function signal({ choices }: State, send: Send): TemplateResult {
  return html`<vscode-single-select
    class="signal"
    .label=${t("Signal")}
    .value=${choices.signal}
    @change=${(event: Event) => chosen(send, { signal: typed(event) })}
    >${signals.map((each) => html`<vscode-option value=${each} ?selected=${each === choices.signal}>${each}</vscode-option>`)}</vscode-single-select
  >`;
}

function scaling(path: string, now: number, state: State, send: Send): TemplateResult {
  const wanted = Number(state.choices.scale ?? now);
  const isOther = Number.isInteger(wanted) && wanted >= 0 && wanted !== now;
  const refused = untouchable(state) ?? (isOther ? null : t("Type another number of children."));
  return html`<div class="setting">
    <vscode-textfield
      class="count-field"
      type="number"
      min="0"
      .label=${t("Number of children")}
      .value=${state.choices.scale ?? String(now)}
      @input=${(event: Event) => chosen(send, { scale: typed(event) })}
    ></vscode-textfield>
    ${button(t("Scale"), "arrow-both", refused, () => send({ kind: "acted", act: { do: "scale", path, to: wanted } }))}
  </div>`;
}

function supervising({ strategy, intensity }: Settings, offline: string | null, send: Send): TemplateResult {
  const strategic = (event: Event) =>
    chosen(send, { strategy: strategies.find((each) => each === typed(event)) ?? null });
  return html`<h3>${t("Supervision")}</h3>
    <div class="setting">
      <vscode-single-select class="strategies" .label=${t("Strategy")} .value=${strategy.value} @change=${strategic}
        >${strategies.map((each) => html`<vscode-option value=${each} ?selected=${each === strategy.value}>${each}</vscode-option>`)}</vscode-single-select
      >
      ${changing(t("Change strategy"), "type-hierarchy-sub", strategy, offline, send)}
    </div>
    <p class="hint">${strategyLook[strategy.value].meaning}</p>
    <div class="setting">
      <vscode-textfield
        class="intensity-field"
        .label=${t("Intensity")}
        placeholder=${"5 in 10s"}
        .value=${intensity.value}
        @input=${(event: Event) => chosen(send, { intensity: typed(event) })}
      ></vscode-textfield>
      ${changing(t("Change intensity"), "dashboard", intensity, offline, send)}
    </div>
    <p class="hint">${t("So many restarts within so much time it bears; one more ends it.")}</p>`;
}

function changing(label: string, name: string, { act, refused }: Setting, offline: string | null, send: Send) {
  return button(label, name, offline ?? refused, () => act && send({ kind: "acted", act }));
}
