import { type Diagnostic, DiagnosticSeverity, DiagnosticTag, type Range } from "vscode-languageserver";
import { type Problem, parseSpec } from "../spec/index.ts";

/** Which document it is, and where the page that explains every code is; empty where nobody can be led there. */
export interface Labels {
  uri: string;
  page: string;
}

/** What is wrong with a spec by itself, as an editor shows it: the same problems as everywhere, lines and characters from 0. */
export function diagnosticsOf(text: string, format: "yaml" | "json", labels?: Labels): Diagnostic[] {
  return parseSpec(text, format).problems.map((problem) => diagnosticOf(problem, labels));
}

export function diagnosticOf(problem: Problem, { uri, page }: Labels = { uri: "", page: "" }): Diagnostic {
  const { code, message, related = [] } = problem;
  const unnecessary = unneeded.has(code) ? { tags: [DiagnosticTag.Unnecessary] } : {};
  const relatedInformation = related.map((one) => ({ location: { uri, range: rangeOf(one) }, message: one.message }));
  return {
    range: rangeOf(problem),
    severity: severityOf(problem),
    code,
    ...(page === "" ? {} : { codeDescription: { href: `${page}#${code}` } }),
    source: "supertree",
    message,
    ...unnecessary,
    ...(relatedInformation.length > 0 && uri !== "" ? { relatedInformation } : {}),
  };
}

/** What could as well be left out is drawn faded. */
const unneeded: ReadonlySet<string> = new Set([
  "unreachable_plan_element",
  "unreachable_count",
  "count_without_plan",
  "stop_timeout_unused",
]);

export function formatOf(uri: string, languageId: string): "yaml" | "json" {
  return languageId.startsWith("json") || uri.endsWith(".json") ? "json" : "yaml";
}

function rangeOf(place: Pick<Problem, "line" | "column" | "endLine" | "endColumn">): Range {
  return {
    start: { line: place.line - 1, character: place.column - 1 },
    end: { line: place.endLine - 1, character: place.endColumn - 1 },
  };
}

function severityOf({ severity }: Problem): DiagnosticSeverity {
  switch (severity) {
    case "error":
      return DiagnosticSeverity.Error;
    case "warning":
      return DiagnosticSeverity.Warning;
    case "hint":
      return DiagnosticSeverity.Hint;
  }
}
