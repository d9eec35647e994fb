import type { Program } from "@babel/types";
import { compareClasses, type MethodChange } from "./classes.ts";
import { isInert } from "./inert.ts";
import { compareLinks } from "./links.ts";
import {
  type ClassUnit,
  type FunctionUnit,
  nameOf,
  type Outline,
  outline,
  type Unit,
  type ValueUnit,
} from "./outline.ts";
import { placeOf, type Refused, refuse, type Source } from "./parse.ts";
import { whyCallersBreak } from "./signature.ts";
import { assignedIn, meaning } from "./tree.ts";

/** What a patch has to bring in. `moved` code means the same as before but stands at another place: breakpoints follow it. */
export interface Changes {
  functions: { unit: FunctionUnit; moved: boolean }[];
  methods: MethodChange[];
  added: (FunctionUnit | ClassUnit | ValueUnit)[];
}

/** `used`: the exported names that somebody else imports; null for all. */
export function compare(before: Source, after: Source, used: ReadonlySet<string> | null): Changes | Refused {
  const old = outline(before.program);
  const next = outline(after.program);
  const refused = compareLinks(old, next, after.program) ?? compareRun(old, next, after.program);
  if (refused) return refused;

  const changes: Changes = { functions: [], methods: [], added: [] };
  const assigned = new Set([...assignedIn(before.program), ...assignedIn(after.program)]);
  const known = new Map(old.units.map((unit) => [nameOf(unit), unit]));
  for (const unit of next.units) {
    if (unit.kind === "import" || unit.kind === "statement") continue;
    const was = known.get(nameOf(unit));
    if (!was) {
      changes.added.push(unit);
      continue;
    }
    const problem =
      unit.kind === "function"
        ? compareFunctions(was, unit, { before, after, assigned, called: calledNames(next, used) }, changes)
        : unit.kind === "class"
          ? compareClasses(was, unit, { before, after, assigned }, changes.methods)
          : null;
    if (problem) return problem;
  }
  return changes;
}

/** What ran when the module loaded must be there in the same order; variables that are computed without effect may come and go. */
function compareRun(old: Outline, next: Outline, program: Program): Refused | null {
  const names = new Set(old.units.map(nameOf));
  const ran = old.units.filter((unit) => isRun(unit) && !(isHarmless(unit) && !sameName(next, unit)));
  const runs: Unit[] = [];
  for (const unit of next.units) {
    if (!isRun(unit)) continue;
    if (unit.kind === "value" && !names.has(nameOf(unit))) {
      const refused = refuseNewValue(unit);
      if (refused) return refused;
    } else runs.push(unit);
  }
  const before = ran.map(meaningOf);
  const after = runs.map(meaningOf);
  for (const [index, unit] of runs.entries()) {
    const was = ran[index];
    if (was && before[index] === after[index]) continue;
    const gone = was && before.includes(after[index] ?? "", index) && !after.includes(before[index] ?? "", index);
    return refuse(unit.node, gone ? whyNotGone(was) : whyNotRun(unit, old));
  }
  const gone = ran[runs.length];
  if (!gone) return null;
  const now = next.units.find((unit) => nameOf(unit) === nameOf(gone));
  if (gone.kind === "value" && now) return refuse(now.node, `\`${nameOf(gone)}\` was no ${now.kind} before`);
  return { ...refuse(program, whyNotGone(gone)), ...endOf(program) };
}

function whyNotGone(unit: Unit): string {
  const { line } = placeOf(unit.node);
  return `a top-level statement was removed that ran when the module loaded (line ${line} of the old text); what it did cannot be undone`;
}

function endOf(program: Program) {
  const { line, column } = program.loc?.end ?? { line: 1, column: 0 };
  return { line, column: column + 1 };
}

function whyNotRun(unit: Unit, old: Outline): string {
  const name = nameOf(unit);
  const was = old.units.find((other) => nameOf(other) === name);
  if (unit.kind === "value" && was?.kind === "value" && meaningOf(was) !== meaningOf(unit)) {
    return `\`${name}\` was computed by a top-level statement that ran when the module loaded and cannot run again`;
  }
  if (unit.kind === "value" && was && was.kind !== "value") {
    return `\`${name}\` was a ${was.kind} and is now computed by a top-level statement, which cannot run again`;
  }
  return "a top-level statement ran when the module loaded and cannot run again";
}

function refuseNewValue(unit: ValueUnit): Refused | null {
  if (unit.declare !== "const" && unit.declare !== "let" && unit.declare !== "var") {
    return refuse(unit.node, `a new top-level \`${unit.declare}\` would never be disposed of`);
  }
  if (isInert(unit.node.init)) return null;
  return refuse(
    unit.node,
    `the new \`${nameOf(unit)}\` is computed by calling code, which could not be undone if a process refused the reload`,
  );
}

interface Surroundings {
  before: Source;
  after: Source;
  assigned: ReadonlySet<string>;
  /** Exported functions that other modules call. */
  called: ReadonlySet<string>;
}

function calledNames({ exports }: Outline, used: ReadonlySet<string> | null): Set<string> {
  return new Set([...exports].flatMap(([name, { of }]) => (used === null || used.has(name) ? [of] : [])));
}

function compareFunctions(was: Unit, unit: FunctionUnit, around: Surroundings, changes: Changes): Refused | null {
  if (was.kind !== "function") return refuse(unit.node, `\`${unit.name}\` was no function before`);
  const same = meaning(was.fn) === meaning(unit.fn);
  if (same && sameText(around.before, was, around.after, unit)) return null;
  if (around.assigned.has(unit.name)) {
    if (same) return null;
    return refuse(unit.node, `\`${unit.name}\` is assigned elsewhere in the module, so a new body could undo that`);
  }
  if (!same && around.called.has(unit.name)) {
    const refused = compareSignatures(was, unit);
    if (refused) return refused;
  }
  changes.functions.push({ unit, moved: same });
  return null;
}

/** Other modules go on calling an exported function the way they do now. */
function compareSignatures(was: FunctionUnit, unit: FunctionUnit): Refused | null {
  const broken = whyCallersBreak(was, unit);
  return broken === null ? null : refuse(unit.node, `\`${unit.name}\` is exported and ${broken}`);
}

function sameText(before: Source, was: FunctionUnit, after: Source, unit: FunctionUnit): boolean {
  const [a, b] = [placeOf(was.node), placeOf(unit.node)];
  const same = before.text.slice(a.start, a.end) === after.text.slice(b.start, b.end);
  return same && a.line === b.line && a.column === b.column;
}

function isRun(unit: Unit): unit is ValueUnit | { kind: "statement"; node: ValueUnit["node"] } {
  return unit.kind === "value" || unit.kind === "statement";
}

function isHarmless(unit: Unit): boolean {
  return unit.kind === "value" && isInert(unit.node.init);
}

function sameName(outline: Outline, unit: Unit): boolean {
  return outline.units.some((other) => nameOf(other) === nameOf(unit));
}

function meaningOf(unit: Unit): string {
  return unit.kind === "value" ? `${unit.declare} ${meaning(unit.node)}` : meaning(unit.node);
}
