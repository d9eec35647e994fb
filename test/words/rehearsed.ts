import assert from "node:assert/strict";
import { readCues, rehearseFrom } from "../../core/rehearsal/index.ts";
import type { TraceLine } from "../../wire/index.ts";
import { eventsOf, type WhatIf } from "../../words/index.ts";
import { start } from "../core/supervision/check.ts";

/** What core itself tells of a tree (in the notation of the supervision tests) that was just started, when a child exits so. */
export function rehearsed(treeText: string, path: string, question: Partial<WhatIf> = {}): TraceLine[] {
  const events = eventsOf({ path, exit: { code: 1 }, times: 1, everyMs: 1000, plan: null, ...question });
  const world = start(treeText);
  const told = rehearseFrom(
    world.tree,
    world.now,
    readCues(events.map((event) => JSON.stringify(event)).join("\n")).cues,
  );
  assert.ok(told.ok, JSON.stringify(told));
  return told.trace;
}
