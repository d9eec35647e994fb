import type { Node, Program } from "@babel/types";
import type { Edit } from "./exports.ts";
import type { Import } from "./imports.ts";
import { type Place, placeOf } from "./parse.ts";
import { visit, withoutCast } from "./tree.ts";

/** A top-level variable of a CommonJS module that was required: by name from the other's exports, or as all of them (null). */
export interface Link {
  local: string;
  from: string;
  name: string | null;
}

/** `const { a, b: c } = require("./m")`, `const m = require("./m")`, `const d = require("./m").d` */
export function requiredLinks(program: Program): Link[] {
  return requires(program).flatMap(({ from, id, member }) => {
    if (id.type === "Identifier") return [{ local: id.name, from, name: member }];
    if (id.type !== "ObjectPattern" || member !== null) return [];
    return id.properties.flatMap((property) => {
      if (property.type !== "ObjectProperty" || property.key.type !== "Identifier") return [];
      return property.value.type === "Identifier"
        ? [{ local: property.value.name, from, name: property.key.name }]
        : [];
    });
  });
}

/** What a CommonJS module takes from others by name. */
export function requiredImports(program: Program): Import[] {
  return requiredLinks(program).map(({ local, from, name }) => ({
    from,
    names: name === null ? membersOf(program, local) : new Map([[name, placeOf(program)]]),
  }));
}

/** Exported name → the module's own variable behind it, null where it is a value; null for exports that are computed. */
export function assignedExports(program: Program): Map<string, string | null> | null {
  const exports = new Map<string, string | null>();
  let computed = false;
  const add = (name: string, value: Node) => exports.set(name, value.type === "Identifier" ? value.name : null);
  visit(program, (node) => {
    if (node.type !== "AssignmentExpression" || node.left.type !== "MemberExpression") return undefined;
    const { object, property } = node.left;
    const named = property.type === "Identifier" && !node.left.computed ? property.name : null;
    if (isModuleExports(node.left)) {
      if (node.right.type !== "ObjectExpression") computed = true;
      else
        for (const each of node.right.properties) {
          if (each.type === "ObjectProperty" && each.key.type === "Identifier") add(each.key.name, each.value);
          else if (each.type === "ObjectMethod" && each.key.type === "Identifier") exports.set(each.key.name, null);
          else computed = true;
        }
    } else if ((object.type === "Identifier" && object.name === "exports") || isModuleExports(object)) {
      if (named === null) computed = true;
      else add(named, node.right);
    }
    return undefined;
  });
  return computed ? null : exports;
}

/** `const` of what is required → `let  `, so that it can be bound anew. */
export function requiredConstants(program: Program): Edit[] {
  const required = new Set(requires(program).map(({ statement }) => statement));
  return [...required].flatMap((statement) =>
    statement.type === "VariableDeclaration" && statement.kind === "const"
      ? [{ at: placeOf(statement).start, remove: "const".length, insert: "let  " }]
      : [],
  );
}

function requires(program: Program): { statement: Node; id: Node; from: string; member: string | null }[] {
  return program.body.flatMap((statement) => {
    if (statement.type !== "VariableDeclaration") return [];
    return statement.declarations.flatMap(({ id, init }) => {
      const value = init ? withoutCast(init) : null;
      const inner = value?.type === "MemberExpression" && !value.computed ? value.object : value;
      const member =
        value?.type === "MemberExpression" && value.property.type === "Identifier" ? value.property.name : null;
      if (inner?.type !== "CallExpression" || inner.callee.type !== "Identifier") return [];
      const [from] = inner.arguments;
      if (inner.callee.name !== "require" || from?.type !== "StringLiteral") return [];
      return [{ statement, id, from: from.value, member }];
    });
  });
}

/** `exports.f = f`, `module.exports = { f }`: what a reload hands out anew. */
export function isExporting(node: Node): boolean {
  if (node.type !== "AssignmentExpression" || node.left.type !== "MemberExpression") return false;
  const { object } = node.left;
  return (
    isModuleExports(node.left) || isModuleExports(object) || (object.type === "Identifier" && object.name === "exports")
  );
}

function isModuleExports(node: Node): boolean {
  return (
    node.type === "MemberExpression" &&
    node.object.type === "Identifier" &&
    node.object.name === "module" &&
    node.property.type === "Identifier" &&
    node.property.name === "exports"
  );
}

/** Members of a variable that code uses by name: `users.find()` → find. */
export function membersOf(program: Program, name: string): Map<string, Place> {
  const members = new Map<string, Place>();
  visit(program, (node) => {
    if (node.type !== "MemberExpression" && node.type !== "OptionalMemberExpression") return undefined;
    if (node.object.type !== "Identifier" || node.object.name !== name || node.computed) return undefined;
    if (node.property.type === "Identifier") members.set(node.property.name, placeOf(node.property));
    return undefined;
  });
  return members;
}
