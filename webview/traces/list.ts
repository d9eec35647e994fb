import { html } from "lit";
import { duration } from "../../traces/index.ts";
import type { TraceCounts, TraceSummary } from "../../wire/index.ts";
import { t } from "../l10n.ts";

/** What a person wants to see; `live`: the list goes on by itself. */
export interface Query {
  text: string;
  paths: string;
  errors: boolean;
  live: boolean;
}

export interface Listed {
  traces: readonly TraceSummary[];
  counts: TraceCounts;
}

/** More than anybody reads; a search finds the rest. */
const mostListed = 200;

export function queryOf({ text, paths, errors }: Query) {
  const patterns = paths.split(/\s+/).filter((path) => path !== "");
  return { text, ...(patterns.length > 0 && { paths: patterns }), errors, limit: mostListed };
}

interface Shown {
  query: Query;
  listed: Listed | null;
  isOld: boolean;
  changed: (query: Query) => void;
  open: (trace: string) => void;
  file: () => void;
}

/** The traces there are, with what narrows them. */
export function list({ query, listed, isOld, changed, open, file }: Shown) {
  const typed = (name: "text" | "paths") => (event: Event) =>
    changed({ ...query, [name]: (event.target as HTMLInputElement).value });
  const ticked = (name: "errors" | "live") => (event: Event) =>
    changed({ ...query, [name]: (event.target as HTMLInputElement).checked });
  return html`<h1>${t("Traces")}</h1>
    <form @submit=${(event: Event) => event.preventDefault()}>
      <label>${t("Search")} <input type="search" .value=${query.text} @change=${typed("text")} spellcheck="false"
        placeholder=${t("a name, an id, http.status=500")} /></label>
      <label>${t("Processes")} <input .value=${query.paths} @change=${typed("paths")} spellcheck="false" placeholder=${"devices/*"} /></label>
      <label class="tick"><input type="checkbox" .checked=${query.errors} @change=${ticked("errors")} /> ${t("With errors only")}</label>
      <label class="tick"><input type="checkbox" .checked=${query.live} @change=${ticked("live")} /> ${t("Live")}</label>
      <button type="button" @click=${file}>${t("Open File")}</button>
      ${isOld && !query.live ? html`<button type="button" @click=${() => changed(query)}>${t("Refresh")}</button>` : ""}
    </form>
    <p role="status">${listed ? kept(listed) : t("Asking …")}</p>
    ${listed && listed.traces.length > 0 ? table(listed.traces, open) : ""}`;
}

function kept({ traces, counts }: Listed): string {
  const forgotten = counts.forgotten.reduce((sum, { spans }) => sum + spans, 0);
  const shown = t("{0} traces; {1} spans are kept", traces.length, counts.kept);
  const gone = forgotten === 0 ? "" : `, ${t("{0} made room for later ones", forgotten)}`;
  const refused = counts.refused === 0 ? "" : `, ${t("{0} were refused", counts.refused)}`;
  return `${shown}${gone}${refused}`;
}

function table(traces: readonly TraceSummary[], open: (trace: string) => void) {
  const longest = Math.max(...traces.map(({ start, end }) => end - start), 1);
  return html`<table>
    <thead><tr><th scope="col">${t("At")}</th><th scope="col">${t("Name")}</th><th scope="col">${t("Took")}</th>
      <th scope="col">${t("Spans")}</th><th scope="col">${t("Processes")}</th></tr></thead>
    <tbody>
      ${traces.map(
        ({ trace, name, start, end, spans, errors, paths }) => html`<tr class=${errors > 0 ? "failed" : ""}>
          <td>${new Date(start / 1000).toLocaleTimeString(undefined, { hour12: false, fractionalSecondDigits: 3 })}</td>
          <td><button type="button" class="plain" @click=${() => open(trace)}>${name}</button></td>
          <td><meter min="0" max=${longest} .value=${end - start} aria-hidden="true"></meter> ${duration(end - start)}</td>
          <td>${errors > 0 ? t("{0}, {1} failed", spans, errors) : spans}</td>
          <td title=${paths.join("\n")}>${paths.join(", ")}</td>
        </tr>`,
      )}
    </tbody>
  </table>`;
}
