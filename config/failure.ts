import { fileURLToPath } from "node:url";

/** Why a config module gives no tree. Lines and columns from 1; both 1 where nobody knows the place in this file. */
export interface ModuleFailure {
  message: string;
  line: number;
  column: number;
}

interface Spot {
  file: string;
  line: number;
  column: number;
  what: string;
}

/** What says where the mistake is in a module that is no JavaScript: `file:line:column: what`; null when there is none. */
export type SyntaxProblem = (file: string) => string | null;

/** What a module failed with while it was loaded, at its place in the module, or in the one that it imports. */
export function failureOf(file: string, error: unknown, dist: string, syntaxProblem: SyntaxProblem): ModuleFailure {
  const spot = spotOf(file, error, dist, syntaxProblem);
  if (!spot) return { message: `the module failed: ${said(error)}`, line: 1, column: 1 };
  const message = `the module failed: ${spot.what}`;
  if (spot.file === file) return { message, line: spot.line, column: spot.column };
  return { message: `${message} (${spot.file}:${spot.line}:${spot.column})`, line: 1, column: 1 };
}

function spotOf(file: string, error: unknown, dist: string, syntaxProblem: SyntaxProblem): Spot | null {
  if (!(error instanceof Error)) return null;
  const what = said(error);
  if (error.name !== "SyntaxError") return fromStack(error.stack, what, dist);
  const problem = written(error.message) ?? heading(error.stack, what);
  return problem ?? written(syntaxProblem(file) ?? "");
}

/** `/x/supertree.config.ts:3:5: Expected ','`, as the hooks say it. */
function written(text: string): Spot | null {
  const match = /^(.+?):(\d+):(\d+): (.*)$/s.exec(text);
  if (!match) return null;
  const [, file = "", line, column, what] = match;
  return { file, line: Number(line), column: Number(column), what: `SyntaxError: ${what}` };
}

/** Node puts the line of an import that finds no such export before the stack. */
function heading(stack: string | undefined, what: string): Spot | null {
  const match = /^(file:\S+):(\d+)\n/.exec(stack ?? "");
  return match?.[1] ? { file: fileURLToPath(match[1]), line: Number(match[2]), column: 1, what } : null;
}

/** The first frame in a file of the project, not in Node or in `dist`, which loads the module. */
function fromStack(stack: string | undefined, what: string, dist: string): Spot | null {
  const frames = (stack ?? "").matchAll(/^\s+at (?:.*\()?(file:\S+?|\/\S+?|[A-Za-z]:\\\S+?):(\d+):(\d+)\)?$/gm);
  for (const [, place = "", line, column] of frames) {
    const file = place.startsWith("file:") ? fileURLToPath(place) : place;
    if (!file.startsWith(dist)) return { file, line: Number(line), column: Number(column), what };
  }
  return null;
}

function said(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
