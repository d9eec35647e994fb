import { type CodeAction, CodeActionKind, type Diagnostic, type Range, TextEdit } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { type Finding, located, type Problem, parseSpec, studySpec } from "../../spec/index.ts";
import { diagnosticOf, formatOf, type Labels } from "../diagnostics.ts";
import { valueIn } from "../place.ts";
import { type Draft, readWhole } from "./editing.ts";
import { fixesOf } from "./fixes.ts";
import { refactoringsAt } from "./refactorings.ts";

/** What may be done about the problems within a range, and how what stands there may be written otherwise. `missing`: what the machine lacks. */
export function actionsAt(
  document: TextDocument,
  range: Range,
  labels: Labels,
  missing: readonly Finding[] = [],
): CodeAction[] {
  const text = document.getText();
  const format = formatOf(document.uri, document.languageId);
  const parsed = readWhole(text);
  if (!parsed) return [];
  const draft: Draft = { text, format, document: parsed, value: valueIn(parsed) };
  const study = studySpec(text, format);
  const problems = [...study.problems, ...missing.map((finding) => located(finding, study))];
  const errors = problems.filter(({ severity }) => severity === "error").length;
  const near = problems.map((problem) => ({ problem, diagnostic: diagnosticOf(problem, labels) }));
  const fixes = near
    .filter(({ diagnostic }) => overlap(diagnostic.range, range))
    .flatMap(({ problem, diagnostic }) => fixed(document, draft, problem, diagnostic, errors));
  return [...fixes, ...(errors > 0 ? [] : rewritten(document, draft, range))];
}

/** A fix is offered only if the text is better afterwards: the problem gone, and no error that was not there before. */
function fixed(
  document: TextDocument,
  draft: Draft,
  problem: Problem,
  diagnostic: Diagnostic,
  errors: number,
): CodeAction[] {
  const texts = fixesOf(draft, problem).filter(({ text }) => text !== null && improves(text, draft, problem, errors));
  return texts.map(({ title, text }, index) => ({
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    isPreferred: index === 0,
    edit: { changes: { [document.uri]: [difference(document, text ?? "")] } },
  }));
}

function improves(text: string, { format }: Draft, problem: Problem, errors: number): boolean {
  const { problems } = parseSpec(text, format);
  const left = problems.filter(({ severity }) => severity === "error").length;
  if (problem.severity === "error")
    return left < errors || (left === errors && !problems.some((one) => same(one, problem)));
  return left <= errors && !problems.some((one) => same(one, problem));
}

function same(a: Problem, b: Problem): boolean {
  return a.code === b.code && JSON.stringify(a.place) === JSON.stringify(b.place) && a.message === b.message;
}

function rewritten(document: TextDocument, draft: Draft, range: Range): CodeAction[] {
  return refactoringsAt(draft, document.offsetAt(range.start))
    .filter(({ text }) => text !== null && parseSpec(text, draft.format).tree !== null)
    .map(({ title, text, kind }) => ({
      title,
      kind,
      edit: { changes: { [document.uri]: [difference(document, text ?? "")] } },
    }));
}

/** The one edit between two texts: what both begin and end with stays untouched. */
function difference(document: TextDocument, after: string): TextEdit {
  const before = document.getText();
  const most = Math.min(before.length, after.length);
  let first = 0;
  while (first < most && before[first] === after[first]) first++;
  let last = 0;
  while (last < most - first && before.at(-last - 1) === after.at(-last - 1)) last++;
  const range = { start: document.positionAt(first), end: document.positionAt(before.length - last) };
  return TextEdit.replace(range, after.slice(first, after.length - last));
}

function overlap(a: Range, b: Range): boolean {
  const before = (one: Range["start"], other: Range["start"]) =>
    one.line < other.line || (one.line === other.line && one.character < other.character);
  return !before(a.end, b.start) && !before(b.end, a.start);
}
