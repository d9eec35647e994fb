import { html, type TemplateResult } from "lit";
import { formats } from "../export/export.ts";
import type { Ink } from "../export/svg.ts";
import { t } from "../l10n.ts";
import type { PanelEvent } from "../state.ts";
import { type Tone, tones } from "../tree/look.ts";

type Send = (event: PanelEvent) => void;

/** Three ways to take the drawing along. */
export function exports(send: Send): TemplateResult {
  return html`<span class="exports" role="group" aria-label=${t("Export")}>${formats.map(
    (format) =>
      html`<button type="button" class="export" title=${t("Save as {0}", format)} @click=${() => send({ kind: "exported", format, ink: inkOf(document.body) })}>${format}</button>`,
  )}</span>`;
}

/** The theme's colours as they are now. */
function inkOf(element: Element): Ink {
  const style = getComputedStyle(element);
  const of = (name: string) => style.getPropertyValue(`--vscode-${name}`);
  const tone = (name: Tone) => of(tones[name]);
  return {
    paper: of("editor-background"),
    text: of("foreground"),
    quiet: of("descriptionForeground"),
    tone: {
      ...{ good: tone("good"), busy: tone("busy"), paused: tone("paused"), held: tone("held") },
      ...{ warn: tone("warn"), bad: tone("bad"), off: tone("off") },
    },
  };
}
