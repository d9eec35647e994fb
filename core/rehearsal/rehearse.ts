import type { TreeSpec } from "../../spec/index.ts";
import type { TraceLine } from "../../wire/index.ts";
import { type Functions, load, type Tree } from "../supervision/index.ts";
import type { Cue, Fault, Whim } from "./cues.ts";
import { Rehearsal } from "./rehearsal.ts";

/** The trace; or the first event that cannot happen, e.g. to a child that there never was. */
export type Rehearsed = { ok: true; trace: TraceLine[] } | { ok: false; fault: Fault };

/**
 * Starts the tree at 0 and lets the events happen to it, in virtual time and with no process; after the last it goes on until
 * nothing is due any more. The same spec and events give the same trace: jitter is drawn from the number of the step.
 */
export function rehearse(
  spec: TreeSpec,
  cues: readonly { line: number; cue: Cue }[],
  functions: Functions = () => null,
): Rehearsed {
  const rehearsal = new Rehearsal(load(spec), functions);
  const left = [...cues];
  const opening = left.findIndex(({ cue }) => !isWhim(cue) || cue.at > 0);
  for (const given of left.splice(0, opening < 0 ? left.length : opening)) {
    const fault = rehearsal.play(given.cue);
    if (fault !== null) return { ok: false, fault: { line: given.line, message: fault } };
  }
  rehearsal.happen(0, { kind: "start_tree" });
  for (const { line, cue } of left) {
    if (!rehearsal.runUntil(cue.at, isWhim(cue))) return { ok: true, trace: rehearsal.trace };
    const fault = rehearsal.play(cue);
    if (fault !== null) return { ok: false, fault: { line, message: fault } };
  }
  rehearsal.runOut();
  return { ok: true, trace: rehearsal.trace };
}

/**
 * What would happen to a tree that runs, from this moment on: its plans, counters and due restarts as they are, nothing of it touched.
 * Times are milliseconds from now.
 */
export function rehearseFrom(
  tree: Tree,
  now: number,
  cues: readonly { line: number; cue: Cue }[],
  functions: Functions = () => null,
): Rehearsed {
  const rehearsal = new Rehearsal(unasked(tree), functions);
  rehearsal.goOn(now);
  for (const { line, cue } of cues) {
    const later = { ...cue, at: cue.at + now };
    if (!rehearsal.runUntil(later.at, isWhim(cue))) return { ok: true, trace: sinceNow(rehearsal.trace, now) };
    const fault = rehearsal.play(later);
    if (fault !== null) return { ok: false, fault: { line, message: fault } };
  }
  rehearsal.runOut();
  return { ok: true, trace: sinceNow(rehearsal.trace, now) };
}

/** Without the calls that wait for an answer: they are not the rehearsal's. */
function unasked(tree: Tree): Tree {
  const nodes = tree.nodes.map((node) => (node.callers.length === 0 ? node : { ...node, callers: [] }));
  return { ...tree, nodes, scaling: tree.scaling.clear() };
}

function sinceNow(trace: readonly TraceLine[], now: number): TraceLine[] {
  return trace.map((line) => ({
    ...line,
    at: line.at - now,
    ...(line.do === "restart_at" ? { due: line.due - now } : {}),
  }));
}

function isWhim(cue: Cue): cue is Whim {
  return "start_fails" in cue || "start_takes" in cue || "stop_takes" in cue;
}
