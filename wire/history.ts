import { z } from "zod";
import { reloadEvent } from "./reload.ts";
import { report } from "./report.ts";
import { type Delta, delta, inOrder, type Snapshot, snapshot } from "./tree.ts";

export const historyEntry = z.discriminatedUnion("kind", [
  /** The tree changed, at `at` milliseconds since the epoch. */
  z.strictObject({ kind: z.literal("delta"), at: z.number(), delta }),
  z.strictObject({ kind: z.literal("report"), report }),
  z.strictObject({ kind: z.literal("reload"), event: reloadEvent }),
]);
export type HistoryEntry = z.infer<typeof historyEntry>;

export const history = z.strictObject({
  /** The tree as it stood at `from`, before the first entry. */
  base: snapshot,
  from: z.number(),
  entries: z.array(historyEntry),
});
/** What has become of a tree: how it stood once, and all that happened since, oldest first. */
export type History = z.infer<typeof history>;

export function timeOf(entry: HistoryEntry): number {
  if (entry.kind === "delta") return entry.at;
  return entry.kind === "report" ? entry.report.at : entry.event.at;
}

/** How many nodes an entry holds, which is what a history weighs in memory. */
const weightOf = (entry: HistoryEntry) => (entry.kind === "delta" ? 1 + entry.delta.changed.length : 1);

/**
 * The history goes on. Where it would weigh more than `most`, its oldest quarter becomes part of the base: the tree can then be
 * looked at from that moment on, and what led to it is forgotten.
 */
export function extended(past: History, more: readonly HistoryEntry[], most: number): History {
  const entries = [...past.entries, ...more];
  let weight = entries.reduce((sum, entry) => sum + weightOf(entry), 0);
  if (weight <= most) return { ...past, entries };
  let forgotten = 0;
  for (; forgotten < entries.length && weight > most * 0.75; forgotten++)
    weight -= weightOf(entries[forgotten] as HistoryEntry);
  const old = entries.slice(0, forgotten);
  const last = old.at(-1);
  return {
    base: after(past.base, old),
    from: last ? Math.max(past.from, timeOf(last)) : past.from,
    entries: entries.slice(forgotten),
  };
}

/** The tree as it stood at a moment; the earliest known where that is later. */
export function standing({ base, entries }: History, at: number): Snapshot {
  const until = entries.findIndex((entry) => timeOf(entry) > at);
  return after(base, until < 0 ? entries : entries.slice(0, until));
}

function after(base: Snapshot, entries: readonly HistoryEntry[]): Snapshot {
  const deltas = entries.flatMap((entry): Delta[] => (entry.kind === "delta" ? [entry.delta] : []));
  const last = deltas.at(-1);
  if (!last) return base;
  const nodes = new Map(base.nodes.map((node) => [node.path, node]));
  for (const { changed, removed } of deltas) {
    for (const path of removed) nodes.delete(path);
    for (const node of changed) nodes.set(node.path, node);
  }
  return { seq: last.seq, root: base.root, nodes: inOrder([...nodes.values()]) };
}
