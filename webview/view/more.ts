import { html, nothing, type TemplateResult } from "lit";
import { stringify } from "yaml";
import type { ModuleVersion, TreeNode } from "../../wire/index.ts";
import { exitsOf } from "../details/exits.ts";
import { t } from "../l10n.ts";
import type { Described, PanelEvent, State } from "../state.ts";
import { clock } from "./history.ts";
import { icon } from "./icon.ts";

type Send = (event: PanelEvent) => void;

/** The rest of what is known of a child: its last exits, what it is by its spec, and what it has loaded. */
export function more(node: TreeNode, state: State, send: Send): TemplateResult {
  const described = state.described?.path === node.path ? state.described : null;
  return html`${exits(node, state, send)}${spec(node, described, send)}${modules(described?.modules ?? [], send)}`;
}

function exits(node: TreeNode, state: State, send: Send): TemplateResult | typeof nothing {
  const last = exitsOf(state.past, node.path);
  if (last.length === 0) return nothing;
  return html`<h3>${t("Last exits")}</h3>
    <ol class="exits">${last.map(
      ({ at, sentence, mark }) => html`<li>
        <span class="when">${clock(at)}</span>${icon(mark === "exited" ? "error" : "debug-stop")}<span>${sentence}</span>
        <vscode-toolbar-button label=${t("Show the tree as it stood then")} title=${t("Show the tree as it stood then")} @click=${() => send({ kind: "timeline", event: { kind: "looked", at } })}>${icon("history")}</vscode-toolbar-button>
      </li>`,
    )}</ol>
    ${state.dock === "logs" ? nothing : html`<div class="buttons"><vscode-button secondary @click=${() => send({ kind: "docked", dock: "logs" })}>${t("Show its lines")}</vscode-button></div>`}`;
}

/** As one would write it; the runtime has masked what looks secret. */
function spec(node: TreeNode, described: Described | null, send: Send): TemplateResult {
  return html`<h3>${t("Child spec")}</h3>
    <div class="buttons">
      <vscode-button secondary @click=${() => send({ kind: "open_spec", path: node.path })}>${t("Open in the spec")}</vscode-button>
    </div>
    ${described === null ? nothing : html`<pre class="child-spec" tabindex="0">${stringify(described.childspec, { lineWidth: 0 }).trimEnd()}</pre>`}`;
}

function modules(loaded: readonly ModuleVersion[], send: Send): TemplateResult | typeof nothing {
  if (loaded.length === 0) return nothing;
  const open = (file: string) => send({ kind: "logs", event: { kind: "opened", file, line: 1, column: 1 } });
  return html`<h3>${t("Modules")}</h3>
    <ul class="modules">${loaded.map(
      ({ file, version, current }) => html`<li>
        <button type="button" class="place" title=${file} @click=${() => open(file)}>${file.slice(file.lastIndexOf("/") + 1)}</button>
        <span>${t("version {0}", version)}</span>${current ? nothing : html`<span>${icon("warning")} ${t("the file on disk is another")}</span>`}
      </li>`,
    )}</ul>`;
}
