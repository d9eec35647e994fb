import "../strict.ts";
import { html, render } from "lit";
import { type AcrossRow, type FromAcross, toAcross } from "../../wire/index.ts";
import { t } from "../l10n.ts";
import { type Column, cell, columns, type Order, sorted, summary, turned } from "./table.ts";

declare function acquireVsCodeApi(): {
  postMessage(message: FromAcross): void;
  getState(): unknown;
  setState(state: Question): void;
};

/** What the person asks: an expression, and of whom. */
interface Question {
  expression: string;
  paths: string;
}

const host = acquireVsCodeApi();
const titles: Record<Column, string> = {
  path: t("Process"),
  incarnation: t("Incarnation"),
  state: t("State"),
  value: t("Value"),
  type: t("Type"),
};

let question: Question = restored(host.getState());
let rows: readonly AcrossRow[] = [];
let order: Order = { by: "path", descending: false };
let said = "";
/** The evaluation that is waited for; an answer to an earlier one is late and not shown. */
let asked = 0;
let isWaiting = false;
let isOld = false;

const root = document.createElement("main");
document.body.append(root);
addEventListener("message", ({ data }) => hear(data));
draw();
host.postMessage({ kind: "ready" });

function hear(data: unknown): void {
  const decoded = toAcross.safeParse(data);
  if (!decoded.success) return;
  const message = decoded.data;
  switch (message.kind) {
    case "about":
      question = { ...question, paths: message.paths.join(" ") };
      if (question.expression !== "") ask();
      break;
    case "moved":
      isOld = rows.length > 0;
      break;
    case "answer":
      if (message.id === asked) answered(message.rows, "");
      break;
    case "failed":
      if (message.id === asked) answered([], message.message);
      break;
  }
  draw();
}

function answered(answers: readonly AcrossRow[], problem: string): void {
  rows = answers;
  said = problem || summary(answers);
  isWaiting = false;
  isOld = false;
}

function ask(): void {
  const expression = question.expression.trim();
  if (expression === "") return;
  host.setState(question);
  isWaiting = true;
  asked++;
  const paths = question.paths.split(/\s+/).filter((path) => path !== "");
  host.postMessage({ kind: "evaluate", id: asked, expression, paths });
  draw();
}

function draw(): void {
  render(
    html`<h1>${t("Evaluate Across Tree")}</h1>
      <form @submit=${submitted}>
        <label>${t("Expression")} <input name="expression" .value=${question.expression} @input=${typed} spellcheck="false"
          placeholder=${"process.memoryUsage().heapUsed"} required /></label>
        <label>${t("In")} <input name="paths" .value=${question.paths} @input=${typed} spellcheck="false"
          placeholder=${t("every debugged process, or devices/*")} /></label>
        <button type="submit">${rows.length > 0 ? t("Refresh") : t("Evaluate")}</button>
      </form>
      <p role="status">${status()}</p>
      ${rows.length === 0 ? "" : table()}`,
    root,
  );
}

function status(): string {
  if (isWaiting) return t("Asking …");
  return isOld ? t("{0}. Processes have moved since.", said) : said;
}

function table() {
  return html`<table aria-busy=${isWaiting}>
    <thead>
      <tr>
        ${columns.map(
          (column) => html`<th scope="col" aria-sort=${sortOf(column)}>
            <button type="button" @click=${() => sortBy(column)}>${titles[column]}</button>
          </th>`,
        )}
      </tr>
    </thead>
    <tbody>
      ${sorted(rows, order).map(
        (row) => html`<tr class=${row.error === undefined ? "" : "failed"}>
          ${columns.map((column) => html`<td class=${column} title=${cell(row, column)}>${cell(row, column)}</td>`)}
        </tr>`,
      )}
    </tbody>
  </table>`;
}

function sortOf(column: Column): "ascending" | "descending" | "none" {
  if (order.by !== column) return "none";
  return order.descending ? "descending" : "ascending";
}

function sortBy(column: Column): void {
  order = turned(order, column);
  draw();
}

function submitted(event: Event): void {
  event.preventDefault();
  ask();
}

function typed({ target }: Event): void {
  if (target instanceof HTMLInputElement) question = { ...question, [target.name]: target.value };
}

/** A view that comes back asks again what it was about. */
function restored(saved: unknown): Question {
  const nothing = { expression: "", paths: "" };
  if (typeof saved !== "object" || saved === null) return nothing;
  const { expression, paths } = saved as Partial<Record<keyof Question, unknown>>;
  return typeof expression === "string" && typeof paths === "string" ? { expression, paths } : nothing;
}
