import type { Node, Program } from "@babel/types";
import { isExporting, requiredLinks } from "./commonjs.ts";
import { type Place, placeOf } from "./parse.ts";
import { isHandedOver } from "./stays.ts";
import { visit } from "./tree.ts";

/** A place where a module hands over by value what it takes from another: `setInterval(tick, 100)`, `const f = tick`, `on("x", all.tick)`. */
export interface Handed {
  from: string;
  name: string;
  place: Place;
}

export function handedOver(program: Program): Handed[] {
  const locals = localsOf(program);
  const found: Handed[] = [];
  visit(program, (node, parent, key) => {
    if (isExporting(node) || isPattern(parent, key)) return "skip";
    if (!parent || !isHandedOver(parent, key)) return undefined;
    if (node.type === "Identifier") {
      const link = locals.get(node.name);
      if (link?.name != null) found.push({ from: link.from, name: link.name, place: placeOf(node) });
    } else if (node.type === "MemberExpression" && node.object.type === "Identifier" && !node.computed) {
      const link = locals.get(node.object.name);
      if (link?.name === null && node.property.type === "Identifier")
        found.push({ from: link.from, name: node.property.name, place: placeOf(node) });
    }
    return undefined;
  });
  return found;
}

/** `const { a } = …`, `function f({ a })`: there a value comes in. */
function isPattern(parent: Node | null, key: string): boolean {
  return (key === "id" && parent?.type === "VariableDeclarator") || key === "params";
}

/** Local name → what it stands for; `name` is null for all that the other module exports. */
function localsOf(program: Program): Map<string, { from: string; name: string | null }> {
  const locals = new Map<string, { from: string; name: string | null }>();
  for (const { local, from, name } of requiredLinks(program)) locals.set(local, { from, name });
  for (const statement of program.body) {
    if (statement.type !== "ImportDeclaration" || statement.importKind === "type") continue;
    for (const specifier of statement.specifiers) {
      const from = statement.source.value;
      if (specifier.type === "ImportNamespaceSpecifier") locals.set(specifier.local.name, { from, name: null });
      else if (specifier.type === "ImportDefaultSpecifier") locals.set(specifier.local.name, { from, name: "default" });
      else {
        const { imported } = specifier;
        const name = imported.type === "Identifier" ? imported.name : imported.value;
        locals.set(specifier.local.name, { from, name });
      }
    }
  }
  return locals;
}
