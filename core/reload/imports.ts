import type { Node, Program } from "@babel/types";
import { type Place, placeOf } from "./parse.ts";
import { visit } from "./tree.ts";

/** What one module takes from another. */
export interface Import {
  /** As it is written: `./users.js`. */
  from: string;
  /** Exported names it uses by name, each with a place where; `*` for all of them without saying which. */
  names: Map<string, Place>;
  /** The module's own names for functions it took: local name → exported name. */
  locals: Map<string, string>;
}

/** What a module imports and passes on, types aside. Members of a namespace count by name: `users.find()` needs `find`. */
export function importsOf(program: Program): Import[] {
  const imports: Import[] = [];
  for (const statement of program.body) {
    if (statement.type === "ExportAllDeclaration") {
      if (statement.exportKind === "type") continue;
      imports.push({
        from: statement.source.value,
        names: new Map([["*", placeOf(statement)]]),
        locals: new Map(),
      });
    } else if (statement.type === "ExportNamedDeclaration" && statement.source) {
      if (statement.exportKind === "type") continue;
      const names = statement.specifiers.flatMap((specifier): [string, Place][] =>
        specifier.type === "ExportSpecifier" && specifier.exportKind !== "type"
          ? [[specifier.local.name, placeOf(specifier)]]
          : [],
      );
      imports.push({ from: statement.source.value, names: new Map(names), locals: new Map() });
    } else if (statement.type === "ImportDeclaration" && statement.importKind !== "type") {
      const names = new Map<string, Place>();
      const locals = new Map<string, string>();
      for (const specifier of statement.specifiers) {
        if (specifier.type === "ImportNamespaceSpecifier") {
          for (const [name, place] of membersOf(program, specifier.local.name)) names.set(name, place);
          continue;
        }
        if (specifier.type === "ImportSpecifier" && specifier.importKind === "type") continue;
        const name = specifier.type === "ImportDefaultSpecifier" ? "default" : nameOf(specifier.imported);
        names.set(name, placeOf(specifier));
        locals.set(specifier.local.name, name);
      }
      imports.push({ from: statement.source.value, names, locals });
    }
  }
  return imports;
}

function membersOf(program: Program, namespace: string): Map<string, Place> {
  const members = new Map<string, Place>();
  visit(program, (node) => {
    if (node.type !== "MemberExpression" && node.type !== "OptionalMemberExpression") return undefined;
    if (node.object.type !== "Identifier" || node.object.name !== namespace || node.computed) return undefined;
    if (node.property.type === "Identifier") members.set(node.property.name, placeOf(node.property));
    return undefined;
  });
  return members;
}

function nameOf(node: Node): string {
  return node.type === "Identifier" ? node.name : node.type === "StringLiteral" ? node.value : "";
}
