import { html, nothing, type TemplateResult } from "lit";
import { measuresOf, type Usage } from "../details/metrics.ts";
import { t } from "../l10n.ts";
import "./chart.ts";

/** What the selected child uses now in words, and over the last two minutes as lines; the words alone say it to those who do not see it. */
export function metrics(usage: Usage): TemplateResult | typeof nothing {
  const measures = measuresOf(usage);
  if (measures.length === 0) return nothing;
  return html`<h3>${t("Metrics")}</h3>
    <dl class="metrics">${measures.map(
      ({ name, value, at, values }) => html`<div class="measure">
        <dt>${name}</dt><dd>${value}</dd>
        <usage-chart aria-hidden="true" .history=${{ at, values }}></usage-chart>
      </div>`,
    )}</dl>`;
}
