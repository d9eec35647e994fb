import type { Count } from "../model.ts";
import type { PlanDocument } from "../plan-schema.ts";
import { applyTo, asJson } from "./document.ts";
import { type Entry, setEntry } from "./edit.ts";
import { lifeEntries } from "./life.ts";
import { documentAt, others, type Reading, reading } from "./reading.ts";
import { isRefused, type Refused, refused } from "./refused.ts";
import { intensityEntry, scaleEntry, strategyEntry } from "./supervisor.ts";

export { type Difference, differences, type RunningChild, type Setting } from "./differences.ts";
export { changeOf, type Running } from "./running.ts";

/** What is to be different about one child of a spec; what is left out stays as it is. */
export interface Change {
  path: string;
  /** In place of a plan or of a restart type. */
  plan?: PlanDocument;
  count?: Count;
  strategy?: "one_for_one" | "one_for_all" | "rest_for_one";
  intensity?: { restarts: number; period: string };
  /** How many children a template makes. */
  scale?: number;
}

/** The new text, and what a person should know before it is written; or why there is none. */
export type WrittenBack = { ok: true; text: string; notes: readonly string[] } | ({ ok: false } & Refused["refused"]);

/**
 * A spec's text with these changes and nothing else different: comments, quotes, indentation and line ends stay byte for byte.
 * The text is edited in the ranges of the values concerned, then read again: it must give exactly the old document with these changes.
 */
export function writeBack(text: string, format: "yaml" | "json", changes: readonly Change[]): WrittenBack {
  const notes: string[] = [];
  let now = reading(text, format);
  for (const change of changes) {
    const step = isRefused(now) ? now : written(now, change);
    if (isRefused(step)) return { ok: false, ...step.refused };
    if (step.note !== null && !notes.includes(step.note)) notes.push(step.note);
    now = step.reading;
  }
  return isRefused(now) ? { ok: false, ...now.refused } : { ok: true, text: now.text, notes };
}

function written(before: Reading, change: Change): { reading: Reading; note: string | null } | Refused {
  const { path } = change;
  const parts = [
    (now: Reading) => lifeEntries(now, change),
    (now: Reading) => (change.strategy === undefined ? null : strategyEntry(now, path, change.strategy)),
    (now: Reading) => (change.intensity === undefined ? null : intensityEntry(now, path, change.intensity)),
    (now: Reading) => (change.scale === undefined ? null : scaleEntry(now, path, change.scale)),
  ];
  let now = before;
  for (const part of parts) {
    for (let entry = part(now); entry !== null; entry = part(now)) {
      const next = isRefused(entry) ? entry : applied(now, entry, path);
      if (isRefused(next)) return next;
      if (next.text === now.text) return unkept(path, "the value that stands there does not come from this key");
      now = next;
    }
  }
  return told(before, now, path);
}

/** One entry written into the text; refuses what would not read as the same document with that entry. */
function applied(now: Reading, entry: Entry, path: string): Reading | Refused {
  const text = setEntry(now, entry);
  if (typeof text !== "string") return refused(text.refused.code, path, text.refused.message);
  const next = reading(text, now.format);
  if (isRefused(next))
    return unkept(path, "the text would be no spec any more, as where an anchor (&) in it is used elsewhere");
  return asJson(next.value) === asJson(applyTo(now.value, entry))
    ? next
    : unkept(path, "the file is written in a way in which other values would change, too");
}

/** Who else changes: none but the children of a template, which have one place for all. */
function told(before: Reading, after: Reading, path: string): { reading: Reading; note: string | null } | Refused {
  const place = documentAt(after, path);
  if (isRefused(place)) return place;
  const also = others(before.tree, after.tree, path);
  if (also.length === 0) return { reading: after, note: null };
  if (place.own) return unkept(path, `${also.join(", ")} would change, too`);
  const note = `This changes all children of ${place.parent}: they are made from one template, so it stands in their \`default\`.`;
  return { reading: after, note };
}

function unkept(path: string, why: string): Refused {
  return refused(
    "not_writable",
    path,
    `The change of ${path} cannot be written into the file: ${why}. Write it by hand.`,
  );
}
