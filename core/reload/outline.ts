import type {
  ArrowFunctionExpression,
  ClassDeclaration,
  Declaration,
  FunctionDeclaration,
  FunctionExpression,
  ImportDeclaration,
  Node,
  Program,
  Statement,
  VariableDeclaration,
  VariableDeclarator,
} from "@babel/types";
import { isTypeOnly, withoutCast } from "./tree.ts";

/** What a module is made of at its top level, seen from what a reload can do with it. */
export type Unit =
  /** A function that code calls by name, so that the name can be bound anew. */
  | FunctionUnit
  | ClassUnit
  /** A variable whose value was computed when the module loaded. */
  | ValueUnit
  | { kind: "import"; node: ImportDeclaration }
  /** Anything else: it ran when the module loaded. */
  | { kind: "statement"; node: Node };

export interface FunctionUnit {
  kind: "function";
  name: string;
  fn: FunctionDeclaration | FunctionExpression | ArrowFunctionExpression;
  /** `function f() {}` itself, or the `f = () => {}` of a variable. */
  node: FunctionDeclaration | VariableDeclarator;
}

export interface ClassUnit {
  kind: "class";
  name: string;
  node: ClassDeclaration;
}

export interface ValueUnit {
  kind: "value";
  names: string[];
  declare: VariableDeclaration["kind"];
  node: VariableDeclarator;
}

export interface Outline {
  units: Unit[];
  /** Exported name → what it exports: a local name, or `source#name`. */
  exports: Map<string, { of: string; node: Node }>;
}

export function outline(program: Program): Outline {
  const result: Outline = { units: [], exports: new Map() };
  for (const statement of program.body) if (!isTypeOnly(statement)) addStatement(result, statement);
  const types = new Set(program.body.flatMap(typeNames));
  for (const [name, { of }] of result.exports) if (types.has(of)) result.exports.delete(name);
  return result;
}

/** The name that a unit is found by in another version of the module; null where it has none. */
export function nameOf(unit: Unit): string | null {
  return unit.kind === "function" || unit.kind === "class"
    ? unit.name
    : unit.kind === "value"
      ? unit.names.join(", ")
      : null;
}

function addStatement(to: Outline, statement: Statement): void {
  switch (statement.type) {
    case "ImportDeclaration":
      if (statement.importKind !== "type") to.units.push({ kind: "import", node: statement });
      return;
    case "ExportNamedDeclaration": {
      if (statement.exportKind === "type") return;
      if (statement.declaration) {
        const added = addDeclaration(to, statement.declaration);
        for (const name of added) to.exports.set(name, { of: name, node: statement });
        return;
      }
      const from = statement.source ? `${statement.source.value}#` : "";
      for (const specifier of statement.specifiers) {
        if (specifier.type !== "ExportSpecifier") to.units.push({ kind: "statement", node: statement });
        else if (specifier.exportKind !== "type") {
          const name = specifier.exported.type === "Identifier" ? specifier.exported.name : specifier.exported.value;
          to.exports.set(name, { of: `${from}${specifier.local.name}`, node: specifier });
        }
      }
      return;
    }
    case "ExportDefaultDeclaration": {
      const { declaration } = statement;
      if ((declaration.type === "FunctionDeclaration" || declaration.type === "ClassDeclaration") && declaration.id) {
        addDeclaration(to, declaration);
        to.exports.set("default", { of: declaration.id.name, node: statement });
      } else if (!isTypeOnly(declaration)) to.units.push({ kind: "statement", node: statement });
      return;
    }
    default:
      addDeclaration(to, statement);
  }
}

/** Adds what a statement declares, or the statement itself; answers with the names it declares. */
function addDeclaration(to: Outline, statement: Statement | Declaration): string[] {
  if (isTypeOnly(statement)) return [];
  if (statement.type === "FunctionDeclaration" && statement.id) {
    to.units.push({ kind: "function", name: statement.id.name, fn: statement, node: statement });
    return [statement.id.name];
  }
  if (statement.type === "ClassDeclaration" && statement.id) {
    to.units.push({ kind: "class", name: statement.id.name, node: statement });
    return [statement.id.name];
  }
  if (statement.type !== "VariableDeclaration") {
    to.units.push({ kind: "statement", node: statement });
    return "id" in statement && statement.id?.type === "Identifier" ? [statement.id.name] : [];
  }
  const units = statement.declarations.map((node) => variableUnit(statement.kind, node));
  to.units.push(...units);
  return units.flatMap((unit) => (unit.kind === "function" ? [unit.name] : unit.names));
}

function variableUnit(declare: VariableDeclaration["kind"], node: VariableDeclarator): FunctionUnit | ValueUnit {
  const value = node.init ? withoutCast(node.init) : null;
  if (node.id.type === "Identifier" && value) {
    if (value.type === "ArrowFunctionExpression" || value.type === "FunctionExpression") {
      return { kind: "function", name: node.id.name, fn: value, node };
    }
  }
  return { kind: "value", names: namesIn(node.id), declare, node };
}

/** The names that a pattern binds: `{ a, b: [c], ...d }` → a, c, d. */
function namesIn(pattern: Node | null): string[] {
  switch (pattern?.type) {
    case "Identifier":
      return [pattern.name];
    case "ObjectPattern":
      return pattern.properties.flatMap((property) =>
        namesIn(property.type === "RestElement" ? property.argument : property.value),
      );
    case "ArrayPattern":
      return pattern.elements.flatMap(namesIn);
    case "AssignmentPattern":
      return namesIn(pattern.left);
    case "RestElement":
      return namesIn(pattern.argument);
    default:
      return [];
  }
}

function typeNames(statement: Statement): string[] {
  const node = statement.type === "ExportNamedDeclaration" && statement.declaration ? statement.declaration : statement;
  return isTypeOnly(node) && "id" in node && node.id?.type === "Identifier" ? [node.id.name] : [];
}
