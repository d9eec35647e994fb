import { html, nothing, type TemplateResult } from "lit";
import { t } from "../l10n.ts";
import { alongOf, childIn, type State } from "../state.ts";
import { alongText } from "../text.ts";

/** What a crash of the child under the mouse would take along, as a sentence over the drawing; the details say it to everybody. */
export function caption(state: State): TemplateResult | typeof nothing {
  const along = alongOf(state);
  const node = childIn(state, state.hovered);
  const parent = childIn(state, node?.parent ?? null);
  if (!along || !node || parent?.kind !== "supervisor") return nothing;
  return html`<p class="caption" aria-hidden="true">${t("If {0} crashes:", node.id)} <b>${alongText(along, node, parent)}</b></p>`;
}
