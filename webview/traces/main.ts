import "../strict.ts";
import { html, render } from "lit";
import { type FromTraces, type Span, type ToTraces, toTraces } from "../../wire/index.ts";
import { t } from "../l10n.ts";
import { details } from "./details.ts";
import { type Listed, list, type Query, queryOf } from "./list.ts";
import { beside, type Picture, pictureOf, sourceOf } from "./model.ts";
import { Waterfall } from "./waterfall.ts";

declare function acquireVsCodeApi(): {
  postMessage(message: FromTraces): void;
  getState(): unknown;
  setState(state: Query): void;
};

const host = acquireVsCodeApi();
const post = (message: FromTraces) => host.postMessage(message);

let query: Query = restored(host.getState());
let listed: Listed | null = null;
let isOld = false;
let problem = "";
let picture: Picture | null = null;
/** Spans of a picture that is not whole yet. */
const coming: Span[] = [];

const root = document.createElement("main");
document.body.append(root);
const waterfall = new Waterfall({
  changed: (next) => show(next),
  chosen: (span) => choose(span),
  enter: () => picture?.chosen && toSource(picture.chosen),
});
addEventListener("message", ({ data }) => hear(data));
addEventListener("resize", () => waterfall.draw(picture));
paint();
post({ kind: "ready" });
ask();

function hear(data: unknown): void {
  const decoded = toTraces.safeParse(data);
  if (!decoded.success) return;
  take(decoded.data);
  paint();
}

function take(message: ToTraces): void {
  problem = "";
  switch (message.kind) {
    case "listed":
      listed = { traces: message.traces, counts: message.counts };
      isOld = false;
      break;
    case "changed":
      isOld = true;
      if (picture === null && query.live) ask();
      break;
    case "shown":
      coming.push(...message.spans);
      if (message.more) break;
      picture = pictureOf(message.title, message.trace, coming.splice(0));
      break;
    case "failed":
      problem = message.message;
      break;
  }
}

function ask(): void {
  host.setState(query);
  post({ kind: "list", query: queryOf(query) });
}

function show(next: Picture): void {
  picture = next;
  waterfall.draw(picture);
}

function choose(span: Span | null): void {
  if (!picture) return;
  picture = { ...picture, chosen: span };
  paint();
}

function toSource(span: Span): void {
  const source = sourceOf(span);
  if (source) post({ kind: "open_source", ...source });
}

function paint(): void {
  render(
    picture
      ? html`<header>
            <button type="button" class="plain" @click=${back}>${t("All traces")}</button>
            <h1>${picture.title}</h1>
            ${picture.trace === null ? "" : html`<button type="button" @click=${save}>${t("Export")}</button>`}
          </header>
          ${failure()}
          <section class="picture" @keydown=${keyed}>${waterfall.element}</section>
          ${details(picture, { source: toSource, post })}`
      : html`${list({ query, listed, isOld, changed: narrow, open: (trace) => post({ kind: "open", trace }), file: () => post({ kind: "open_file" }) })}${failure()}`,
    root,
  );
  waterfall.draw(picture);
}

function failure() {
  return problem === "" ? "" : html`<p role="alert">${problem}</p>`;
}

function back(): void {
  picture = null;
  if (isOld) ask();
  paint();
}

function save(): void {
  if (picture?.trace) post({ kind: "save", trace: picture.trace });
}

function narrow(next: Query): void {
  query = next;
  ask();
  paint();
}

function keyed(event: KeyboardEvent): void {
  if (!picture) return;
  const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (by !== 0) choose(beside(picture, by));
  else if (event.key === "Enter" && picture.chosen) toSource(picture.chosen);
  else if (!waterfall.keyed(picture, event.key)) return;
  event.preventDefault();
}

/** A view that comes back asks again what it was about. */
function restored(saved: unknown): Query {
  const nothing: Query = { text: "", paths: "", errors: false, live: true };
  if (typeof saved !== "object" || saved === null) return nothing;
  const { text, paths, errors, live } = { ...nothing, ...saved };
  return { text: String(text), paths: String(paths), errors: errors === true, live: live !== false };
}
