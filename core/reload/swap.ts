import type { Node, Program } from "@babel/types";
import { actingStatement } from "./acts.ts";
import { assignedExports } from "./commonjs.ts";
import { ownExports } from "./exports.ts";
import { isInert } from "./inert.ts";
import { nameOf, type Outline, outline, type Unit } from "./outline.ts";
import { type Place, placeOf, type Refused, refuse, type Source } from "./parse.ts";
import { whyCallersBreak } from "./signature.ts";
import { assignedIn, meaning, visit, withoutCast } from "./tree.ts";

/** The module can be loaded anew beside the running one, and put in its place for all that import it. */
export interface Swap {
  kind: "swap";
  /** Why the new code cannot be brought into the module that runs. */
  because: string;
  /** What is new in it, by name. */
  names: string[];
  /** Variables of both texts whose state begins anew, as nobody declared it. */
  anew: string[];
}

/** A module that goes on as it is, and the exported names it takes from the one that is loaded anew. */
export interface Importer {
  file: string;
  names: Iterable<string>;
  /** Where it hands some of them over by value. */
  handed?: readonly { name: string; place: Place }[];
}

/** Whether a module can be loaded anew: it does nothing at its top level but compute its own variables, and its importers can go on. */
export function swap(before: Source, after: Source, because: Refused, importers: readonly Importer[]): Swap | Refused {
  const old = outline(before.program);
  const next = outline(after.program);
  const acting = actingStatement(after.program);
  if (acting) {
    const reason = `${because.reason}; loading the module anew would run line ${placeOf(acting).line} a second time, unless that is put into hot.effect or hot.keep`;
    return { ...because, reason };
  }
  const refused = compareExports({ old, next, before, after }, importers);
  if (refused) return refused;
  const known = new Map(old.units.map((unit) => [nameOf(unit), meaning(unit.node)]));
  const names = next.units.flatMap((unit) => {
    const name = nameOf(unit);
    return name !== null && known.get(name) !== meaning(unit.node) ? [name] : [];
  });
  return { kind: "swap", because: because.reason, names, anew: beginningAnew(old, next, before.program) };
}

interface Texts {
  old: Outline;
  next: Outline;
  before: Source;
  after: Source;
}

/** What importers use must be there, of the same kind, callable as they call it, and followed by them. */
function compareExports({ old, next, before, after }: Texts, importers: readonly Importer[]): Refused | null {
  const stars = after.program.body.some(({ type }) => type === "ExportAllDeclaration");
  const [were, are] = [exportsOf(before, old), exportsOf(after, next)];
  const given = assignedExports(after.program);
  const required = given === null;
  const assigned = assignedIn(after.program);
  const gave = assignedExports(before.program);
  const wasThere = (name: string) => were.has(name) || old.exports.has(name) || (gave?.has(name) ?? true);
  for (const { file, names } of importers) {
    for (const name of names) {
      if (name === "*" || !wasThere(name)) continue; // it comes from another module that is passed on with this one
      const [was, is] = [unitOf(old, were.get(name)), unitOf(next, are.get(name))];
      const node = is?.node ?? next.exports.get(name)?.node ?? after.program;
      const remedy = `which ${file} uses: reload both, or restart`;
      const there = are.has(name) || next.exports.has(name) || stars || (given?.has(name) ?? required);
      if (!there) return refuse(after.program, `the export \`${name}\` is gone, ${remedy}`);
      if (was && is && was.kind !== is.kind)
        return refuse(node, `the export \`${name}\` was a ${was.kind} and is a ${is.kind} now, ${remedy}`);
      const broken = was?.kind === "function" && is?.kind === "function" ? whyCallersBreak(was, is) : null;
      if (broken) return refuse(node, `\`${name}\` ${broken}, ${remedy}`);
      if (are.has(name) && assigned.has(are.get(name) ?? ""))
        return refuse(
          node,
          `the export \`${name}\` is assigned by its own module, and ${file} could not follow: export a function that returns it`,
        );
    }
  }
  return null;
}

/** Exported name → the module's own variable behind it, of an ES module or of CommonJS. */
export function exportsOf({ program }: Source, read: Outline): Map<string, string> {
  const assigned = [...(assignedExports(program) ?? [])].flatMap(([name, local]) =>
    local === null ? [] : [[name, local] as const],
  );
  return new Map([...ownExports(program, read), ...assigned]);
}

function unitOf({ units }: Outline, local: string | undefined): Unit | undefined {
  return units.find((unit) =>
    nameOf(unit)
      ?.split(", ")
      .includes(local ?? ""),
  );
}

/** Variables that hold state: assigned, or computed and changed or handed to calls later. Constants that are only read are none. */
function beginningAnew(old: Outline, next: Outline, program: Program): string[] {
  const assigned = assignedIn(program);
  const changed = changedIn(program);
  const still = new Set(next.units.flatMap((unit) => (unit.kind === "value" ? unit.names : [])));
  return old.units.flatMap((unit) => {
    if (unit.kind !== "value") return [];
    const init = unit.node.init ? withoutCast(unit.node.init) : null;
    if (init && isDeclared(init)) return [];
    const computed = init !== null && !isInert(init);
    return unit.names.filter((name) => still.has(name) && (assigned.has(name) || computed || changed.has(name)));
  });
}

/** `hot.state(…)`, `hot.keep(…)` */
function isDeclared(init: Node): boolean {
  const callee = init.type === "CallExpression" ? withoutCast(init.callee) : null;
  return callee?.type === "MemberExpression" && callee.object.type === "Identifier" && callee.object.name === "hot";
}

/** Names whose members are called, assigned or deleted: `sessions.set(…)`, `counts[a] += 1`. */
function changedIn(program: Program): Set<string> {
  const changed = new Set<string>();
  const add = (target: Node | null | undefined) => {
    if (target?.type !== "MemberExpression" && target?.type !== "OptionalMemberExpression") return;
    const object = withoutCast(target.object);
    if (object.type === "Identifier") changed.add(object.name);
    else add(object);
  };
  visit(program, (node) => {
    if (node.type === "CallExpression" || node.type === "OptionalCallExpression") add(node.callee);
    else if (node.type === "AssignmentExpression") add(node.left);
    else if (node.type === "UpdateExpression" || (node.type === "UnaryExpression" && node.operator === "delete"))
      add(node.argument);
    return undefined;
  });
  return changed;
}
