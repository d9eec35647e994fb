import type { LogLine, Path } from "../../wire/index.ts";

/** What the log pane shows, and what of it. */
export interface Logs {
  about: "selected" | "all";
  /** Patterns of the children that the extension was asked for; null while nobody looks. */
  followed: readonly string[] | null;
  /** The newest last. */
  lines: readonly LogLine[];
  search: string;
  /** This grave and worse. */
  level: Level;
  /** How far the list is scrolled, and how high it is, in pixels; at its end it follows. */
  top: number;
  height: number;
  follows: boolean;
}

export const levels = ["debug", "info", "warning", "error"] as const;
export type Level = (typeof levels)[number];

export const noLogs: Logs = {
  about: "selected",
  followed: null,
  lines: [],
  search: "",
  level: "debug",
  top: 0,
  height: 0,
  follows: true,
};

/** Older lines are on disk; “Open Log” reads them. */
const linesKept = 20_000;

export function withLines(logs: Logs, anew: boolean, lines: readonly LogLine[]): Logs {
  const all = anew ? lines : [...logs.lines, ...lines];
  return { ...logs, lines: all.length > linesKept ? all.slice(-linesKept) : all };
}

const words: readonly [Level, RegExp][] = [
  ["error", /\b(error|fatal|panic|critical|uncaught|exception)\b/i],
  ["warning", /\bwarn(ing)?\b/i],
  ["debug", /\b(debug|trace|verbose)\b/i],
];
/** pino's and bunyan's numbers. */
const numbers: readonly [Level, number][] = [
  ["error", 50],
  ["warning", 40],
  ["info", 30],
];

/** How grave a line is: what a JSON line says itself, else a word at its begin; standard error is a warning unless it says less. */
export function levelOf({ text, stream }: Pick<LogLine, "text" | "stream">): Level {
  const [, said] = /"level":\s*"?(\w+)"?/.exec(text.slice(0, 200)) ?? [];
  if (said !== undefined && /^\d+$/.test(said)) return numbers.find(([, from]) => Number(said) >= from)?.[0] ?? "debug";
  const head = said ?? text.slice(0, 80);
  return words.find(([, word]) => word.test(head))?.[0] ?? (stream === "stderr" ? "warning" : "info");
}

interface Shown {
  logs: Pick<Logs, "lines" | "search" | "level">;
  lines: readonly LogLine[];
}
let last: Shown | null = null;

/** The lines that pass the filter; remembered, for every picture asks. */
export function shownLines(logs: Logs): readonly LogLine[] {
  const { lines, search, level } = logs;
  if (last && last.logs.lines === lines && last.logs.search === search && last.logs.level === level) return last.lines;
  const wanted = search.trim().toLowerCase();
  const least = levels.indexOf(level);
  const passes = (line: LogLine) =>
    (wanted === "" || line.text.toLowerCase().includes(wanted) || line.path.toLowerCase().includes(wanted)) &&
    (least === 0 || levels.indexOf(levelOf(line)) >= least);
  const shown = wanted === "" && least === 0 ? lines : lines.filter(passes);
  last = { logs: { lines, search, level }, lines: shown };
  return shown;
}

/** A line in pieces: text, and places of a stack trace that lead to code. */
export type Piece = { text: string; place: { file: string; line: number; column: number } | null };

const place = /(?:file:\/\/)?((?:\/|[A-Za-z]:[\\/])[^\s()'"]+?):(\d+):(\d+)/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what colours a terminal, and must go
const colours = /\u001b\[[0-9;]*m/g;

/** `at f (/a/b.js:3:7)` → `at f (`, b.js at 3:7, `)`. */
export function piecesOf(text: string): Piece[] {
  const plain = text.replace(colours, "");
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of plain.matchAll(place)) {
    const [whole, file = "", line, column] = match;
    if (match.index > end) pieces.push({ text: plain.slice(end, match.index), place: null });
    pieces.push({ text: whole, place: { file, line: Math.max(1, Number(line)), column: Math.max(1, Number(column)) } });
    end = match.index + whole.length;
  }
  if (end < plain.length) pieces.push({ text: plain.slice(end), place: null });
  return pieces;
}

export const rowPx = 20;

/** Which lines are in sight, a few more around them. */
export function windowOf({ top, height, follows }: Logs, count: number): { from: number; to: number } {
  const rows = Math.ceil(Math.max(height, rowPx) / rowPx);
  const first = follows ? Math.max(0, count - rows) : Math.min(Math.floor(top / rowPx), Math.max(0, count - 1));
  return { from: Math.max(0, first - 8), to: Math.min(count, first + rows + 8) };
}

/** What is to be followed of a selection: a worker's own lines, all below a supervisor; of nothing selected all. */
export function patternsOf(
  about: Logs["about"],
  selected: { kind: "worker" | "supervisor"; path: Path } | undefined,
): string[] {
  if (about === "all" || !selected) return [];
  return [selected.kind === "worker" ? selected.path : `${selected.path}/**`];
}
