import type { ImportDeclaration, Node, Program } from "@babel/types";
import type { Outline } from "./outline.ts";
import { type Refused, refuse } from "./parse.ts";
import { meaning, referencesIn } from "./tree.ts";

/** Imports and exports were linked when the module loaded: what the new text adds or takes away there cannot be linked again. */
export function compareLinks(old: Outline, next: Outline, program: Program): Refused | null {
  return compareImports(old, next, program) ?? compareExports(old, next, program);
}

/** Names that the module imports to use them as values. */
export function importedNames(outline: Outline): Set<string> {
  return new Set(linksOf(outline).keys());
}

function compareImports(old: Outline, next: Outline, program: Program): Refused | null {
  const [before, after] = [linksOf(old), linksOf(next)];
  const used = referencesIn(program);
  for (const [name, link] of after) {
    if (before.get(name)?.of === link.of || !used.has(name)) continue;
    return refuse(link.node, `\`${name}\` is a new import, and a running module's imports cannot be linked again`);
  }
  const loaded = new Set(bareImports(old).map((node) => meaning(node)));
  const added = bareImports(next).find((node) => !loaded.has(meaning(node)));
  return added ? refuse(added, "a new import runs code that a running module's reload could not undo") : null;
}

function compareExports(old: Outline, next: Outline, program: Program): Refused | null {
  for (const [name, { of, node }] of next.exports) {
    const was = old.exports.get(name);
    if (!was) return refuse(node, `\`${name}\` is a new export, which modules that run already cannot see`);
    if (was.of !== of) return refuse(node, `the export \`${name}\` was \`${was.of}\` and is now \`${of}\``);
  }
  const gone = [...old.exports.keys()].find((name) => !next.exports.has(name));
  if (gone === undefined) return null;
  return refuse(
    next.units[0]?.node ?? program,
    `the export \`${gone}\` was removed; modules that import it still need it`,
  );
}

/** Local name → what is imported, as `source#name`. */
function linksOf(outline: Outline): Map<string, { of: string; node: Node }> {
  const links = new Map<string, { of: string; node: Node }>();
  for (const { node } of importsOf(outline)) {
    for (const specifier of node.specifiers) {
      if (specifier.type === "ImportSpecifier" && specifier.importKind === "type") continue;
      const of =
        specifier.type === "ImportDefaultSpecifier"
          ? "default"
          : specifier.type === "ImportNamespaceSpecifier"
            ? "*"
            : specifier.imported.type === "Identifier"
              ? specifier.imported.name
              : specifier.imported.value;
      links.set(specifier.local.name, { of: `${node.source.value}#${of}`, node: specifier });
    }
  }
  return links;
}

function bareImports(outline: Outline): ImportDeclaration[] {
  return importsOf(outline).flatMap(({ node }) => (node.specifiers.length === 0 ? [node] : []));
}

function importsOf(outline: Outline) {
  return outline.units.filter((unit) => unit.kind === "import");
}
