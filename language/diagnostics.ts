import { type Diagnostic, DiagnosticSeverity } from "vscode-languageserver";
import { type Problem, parseSpec } from "../spec/index.ts";

/** What is wrong with a spec, as an editor shows it: the same problems as everywhere, lines and characters from 0. */
export function diagnosticsOf(text: string, format: "yaml" | "json"): Diagnostic[] {
  return parseSpec(text, format).problems.map((problem) => ({
    range: {
      start: { line: problem.line - 1, character: problem.column - 1 },
      end: { line: problem.endLine - 1, character: problem.endColumn - 1 },
    },
    severity: severityOf(problem),
    code: problem.code,
    source: "supertree",
    message: problem.message,
  }));
}

export function formatOf(uri: string, languageId: string): "yaml" | "json" {
  return languageId.startsWith("json") || uri.endsWith(".json") ? "json" : "yaml";
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
