import { html, type TemplateResult } from "lit";
import { icon } from "./icon.ts";

/** A button of the details; one that makes no sense now says why. */
export function button(label: string, name: string, refused: string | null, press: () => void): TemplateResult {
  return html`<vscode-button secondary ?disabled=${refused !== null} aria-disabled=${refused !== null} title=${refused ?? label} @click=${press}
    ><span slot="content-before" class="slotted">${icon(name)}</span>${label}</vscode-button
  >`;
}
