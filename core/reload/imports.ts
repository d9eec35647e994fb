import type { Node, Program } from "@babel/types";
import { membersOf, requiredImports } from "./commonjs.ts";
import { type Place, placeOf } from "./parse.ts";

/** What one module takes from another. */
export interface Import {
  /** As it is written: `./users.js`. */
  from: string;
  /** Exported names it uses by name, each with a place where; `*` for all of them without saying which. */
  names: Map<string, Place>;
}

/** What a module imports and passes on, types aside. Members of a namespace count by name: `users.find()` needs `find`. */
export function importsOf(program: Program): Import[] {
  const imports = requiredImports(program);
  for (const statement of program.body) {
    if (statement.type === "ExportAllDeclaration") {
      if (statement.exportKind === "type") continue;
      imports.push({ from: statement.source.value, names: new Map([["*", placeOf(statement)]]) });
    } else if (statement.type === "ExportNamedDeclaration" && statement.source) {
      if (statement.exportKind === "type") continue;
      const names = statement.specifiers.flatMap((specifier): [string, Place][] =>
        specifier.type === "ExportSpecifier" && specifier.exportKind !== "type"
          ? [[specifier.local.name, placeOf(specifier)]]
          : [],
      );
      imports.push({ from: statement.source.value, names: new Map(names) });
    } else if (statement.type === "ImportDeclaration" && statement.importKind !== "type") {
      const names = new Map<string, Place>();
      for (const specifier of statement.specifiers) {
        if (specifier.type === "ImportNamespaceSpecifier") {
          for (const [name, place] of membersOf(program, specifier.local.name)) names.set(name, place);
          continue;
        }
        if (specifier.type === "ImportSpecifier" && specifier.importKind === "type") continue;
        const name = specifier.type === "ImportDefaultSpecifier" ? "default" : nameOf(specifier.imported);
        names.set(name, placeOf(specifier));
      }
      imports.push({ from: statement.source.value, names });
    }
  }
  return imports;
}

function nameOf(node: Node): string {
  return node.type === "Identifier" ? node.name : node.type === "StringLiteral" ? node.value : "";
}
