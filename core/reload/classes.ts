import type { ClassMethod, Node } from "@babel/types";
import type { ClassUnit, Unit } from "./outline.ts";
import { placeOf, type Refused, refuse } from "./parse.ts";
import { isTypeOnly, meaning, visit } from "./tree.ts";

/** One method, getter or setter of a class to be put in the place of the one that runs. */
export interface MethodChange {
  class: string;
  member: string;
  static: boolean;
  kind: "method" | "get" | "set";
  node: ClassMethod;
  moved: boolean;
}

interface Surroundings {
  before: { text: string };
  after: { text: string };
  assigned: ReadonlySet<string>;
}

/** Methods live on the prototype and can be exchanged there; what builds instances cannot, as instances exist. */
export function compareClasses(
  was: Unit,
  unit: ClassUnit,
  around: Surroundings,
  changes: MethodChange[],
): Refused | null {
  if (was.kind !== "class") return refuse(unit.node, `\`${unit.name}\` was no class before`);
  const [old, next] = [membersOf(was), membersOf(unit)];
  const same = meaning(was.node) === meaning(unit.node);
  if (!same) {
    const refused = compareHeads(was, unit, around) ?? compareFixed(old.fixed, next.fixed, unit);
    if (refused) return refused;
    const gone = [...old.methods.keys()].find((key) => !next.methods.has(key));
    if (gone)
      return refuse(
        unit.node,
        `\`${unit.name}.${gone.split(" ").at(-1)}\` was removed; running code may still call it`,
      );
  }
  for (const [key, change] of next.methods) {
    const before = old.methods.get(key);
    const moved = before !== undefined && meaning(before.node) === meaning(change.node);
    if (before && moved && sameText(around, before.node, change.node)) continue;
    const reason = whyNotOutside(change.node);
    if (!reason) changes.push({ ...change, moved });
    else if (!moved) return refuse(change.node, `\`${unit.name}.${change.member}\` ${reason}`);
  }
  return null;
}

function compareHeads(was: ClassUnit, unit: ClassUnit, { assigned }: Surroundings): Refused | null {
  if (assigned.has(unit.name)) return refuse(unit.node, `\`${unit.name}\` is assigned elsewhere in the module`);
  if (meaning(was.node.superClass) !== meaning(unit.node.superClass)) {
    return refuse(unit.node, `\`${unit.name}\` extends another class now, and objects of the old one exist`);
  }
  const decorated = (node: ClassUnit["node"]) => JSON.stringify((node.decorators ?? []).map(meaning));
  if (decorated(was.node) === decorated(unit.node)) return null;
  return refuse(unit.node, `the decorators of \`${unit.name}\` ran when the module loaded and cannot run again`);
}

/** Constructor, fields and static blocks have to stay as they are. */
function compareFixed(old: readonly Node[], next: readonly Node[], unit: ClassUnit): Refused | null {
  for (const [index, node] of next.entries()) {
    const was = old[index];
    if (!was || meaning(was) !== meaning(node))
      return refuse(node, `${partOf(node)} of \`${unit.name}\` changed, and objects that the old one made exist`);
  }
  const gone = old[next.length];
  return gone
    ? refuse(unit.node, `${partOf(gone)} of \`${unit.name}\` was removed, and objects that it made exist`)
    : null;
}

function membersOf(unit: ClassUnit): { methods: Map<string, Omit<MethodChange, "moved">>; fixed: Node[] } {
  const methods = new Map<string, Omit<MethodChange, "moved">>();
  const fixed: Node[] = [];
  for (const node of unit.node.body.body) {
    if (isTypeOnly(node)) continue;
    const member = node.type === "ClassMethod" && !node.computed ? keyOf(node.key) : null;
    if (node.type !== "ClassMethod" || member === null || node.kind === "constructor") fixed.push(node);
    else {
      const { kind } = node;
      methods.set(`${node.static ? "static " : ""}${kind} ${member}`, {
        class: unit.name,
        member,
        static: node.static === true,
        kind,
        node,
      });
    }
  }
  return { methods, fixed };
}

function keyOf(key: Node): string | null {
  if (key.type === "Identifier") return key.name;
  return key.type === "StringLiteral" || key.type === "NumericLiteral" ? String(key.value) : null;
}

/** Why a method cannot be compiled outside of its class; null when it can. */
function whyNotOutside(node: ClassMethod): string | null {
  if (node.decorators?.length) return "has a decorator, which ran when the module loaded";
  let inner = false;
  visit(node, (child) => {
    inner ||= child.type === "PrivateName";
    return undefined;
  });
  return inner ? "uses `#private` names, which only code inside of the class can" : null;
}

function partOf(node: Node): string {
  if (node.type === "ClassMethod")
    return node.kind === "constructor" ? "the constructor" : "a method with a computed name";
  if (node.type === "ClassPrivateMethod") return "a `#private` method";
  return node.type === "StaticBlock" ? "a static block" : "a field";
}

function sameText({ before, after }: Surroundings, was: Node, node: Node): boolean {
  const [a, b] = [placeOf(was), placeOf(node)];
  const same = before.text.slice(a.start, a.end) === after.text.slice(b.start, b.end);
  return same && a.line === b.line && a.column === b.column;
}
