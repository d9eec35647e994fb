import { type History, type HistoryEntry, type Snapshot, standing, timeOf } from "../../wire/index.ts";

/** What is known of the past, and whether somebody looks at it. */
export interface Past {
  /** Of the tree that the panel is about; null before it was told. */
  history: History | null;
  /** A timeline out of a file, shown in place of the running tree. */
  opened: { name: string; history: History } | null;
  /** The moment that the drawing shows, and the tree as it stood then; null for now. */
  looked: { at: number; tree: Snapshot } | null;
  /** How much of the past is in sight, in milliseconds; null for all. */
  spanMs: number | null;
  /** Whether all lanes are drawn, or only that of the selected child. */
  lanes: "all" | "selected";
}

export const noPast: Past = { history: null, opened: null, looked: null, spanMs: 300_000, lanes: "all" };

/** The webview keeps more than a runtime does, since it may have listened longer. */
export const weightKept = 20_000;

/** The history that the timeline draws. */
export function shownHistory({ history, opened }: Past): History | null {
  return opened?.history ?? history;
}

/** From when until when the timeline reaches. */
export function reachOf(past: Past, now: number): { from: number; to: number } | null {
  const history = shownHistory(past);
  if (!history) return null;
  const last = history.entries.at(-1);
  const to = past.opened ? (last ? timeOf(last) : history.from) : Math.max(now, last ? timeOf(last) : 0);
  const from = past.spanMs === null ? history.from : Math.max(history.from, to - past.spanMs);
  return { from: Math.min(from, to - 1), to };
}

/** The drawing goes to a moment; `null` is now, which a timeline out of a file does not have. */
export function lookedAt(past: Past, at: number | null): Past {
  const history = shownHistory(past);
  if (!history || (at === null && !past.opened)) return { ...past, looked: null };
  const last = history.entries.at(-1);
  const moment = at ?? (last ? timeOf(last) : history.from);
  return { ...past, looked: { at: moment, tree: standing(history, moment) } };
}

/** Entries that the extension told, joined with what was heard of the same tree meanwhile. */
export function joined(told: History, heard: History | null): History {
  const last = told.entries.findLast((entry) => entry.kind === "delta");
  const known = last?.kind === "delta" ? last.delta.seq : told.base.seq;
  const later = (entry: HistoryEntry) => entry.kind === "delta" && entry.delta.seq > known;
  return { ...told, entries: [...told.entries, ...(heard?.entries.filter(later) ?? [])] };
}
