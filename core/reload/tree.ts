import type { Node } from "@babel/types";

/**
 * A syntax tree as the program that runs sees it: without types, comments and places. Two texts with the same tree behave the same.
 */

/** A text that is equal for two nodes exactly when they mean the same to the running program. */
export function meaning(node: Node | null | undefined): string {
  return JSON.stringify(node ? plain(node) : null);
}

/** Calls `see` for the node and everything below it that exists at run time, parents first; `"skip"` leaves out what is below. */
export function visit(node: Node, see: (node: Node, parent: Node | null, key: string) => "skip" | undefined): void {
  const step = (current: Node, parent: Node | null, key: string) => {
    if (see(current, parent, key) === "skip") return;
    for (const [name, value] of fieldsOf(current)) {
      for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) step(child, current, name);
    }
  };
  step(withoutCast(node), null, "");
}

/** Names that the code reads, writes or calls as variables; a name that an inner scope declares counts too. */
export function referencesIn(node: Node): Set<string> {
  const names = new Set<string>();
  visit(node, (current, parent, key) => {
    if (current.type === "Identifier" && parent && !isLabelOrKey(parent, key)) names.add(current.name);
  });
  return names;
}

/** Names that are assigned somewhere, other than where they are declared. */
export function assignedIn(node: Node): Set<string> {
  const names = new Set<string>();
  const add = (target: Node) => {
    for (const name of referencesIn({ type: "ExpressionStatement", expression: target } as Node)) names.add(name);
  };
  visit(node, (current) => {
    if (current.type === "AssignmentExpression" && current.left.type !== "MemberExpression") add(current.left);
    else if (current.type === "UpdateExpression" && current.argument.type === "Identifier") add(current.argument);
    else if (current.type === "ForOfStatement" || current.type === "ForInStatement") {
      if (current.left.type !== "VariableDeclaration") add(current.left);
    }
  });
  return names;
}

/** Whether the node is gone when the program runs: an interface, an overload, a `declare`. */
export function isTypeOnly(node: Node): boolean {
  if ("declare" in node && node.declare === true) return true;
  if ("abstract" in node && node.abstract === true && node.type !== "ClassDeclaration") return true;
  return node.type.startsWith("TS") && !(node.type in casts) && !runs.has(node.type);
}

/** The expression under `as`, `satisfies`, `!` and the like. */
export function withoutCast(node: Node): Node {
  return node.type in casts && "expression" in node && isNode(node.expression) ? withoutCast(node.expression) : node;
}

export function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

const casts: Readonly<Record<string, true>> = {
  TSAsExpression: true,
  TSSatisfiesExpression: true,
  TSNonNullExpression: true,
  TSTypeAssertion: true,
  TSInstantiationExpression: true,
};

/** TypeScript that leaves code behind. */
const runs = new Set([
  "TSEnumDeclaration",
  "TSEnumBody",
  "TSEnumMember",
  "TSModuleDeclaration",
  "TSModuleBlock",
  "TSImportEqualsDeclaration",
  "TSExternalModuleReference",
  "TSExportAssignment",
  "TSParameterProperty",
]);

const notCode = new Set([
  ...["type", "loc", "start", "end", "range", "extra", "leadingComments", "innerComments", "trailingComments"],
  ...["typeAnnotation", "returnType", "typeParameters", "typeArguments", "superTypeParameters", "superTypeArguments"],
  ...["implements", "accessibility", "declare", "abstract", "override", "readonly", "definite", "predicate"],
]);

/** What a node is made of at run time. */
function fieldsOf(node: Node): [string, unknown][] {
  const fields: [string, unknown][] = [];
  for (const [name, value] of Object.entries(node)) {
    if (notCode.has(name)) continue;
    // `a?.b` means something, the `?` of an optional parameter or property does not.
    if (name === "optional" && !node.type.startsWith("Optional")) continue;
    if (Array.isArray(value)) fields.push([name, value.filter((item) => !isErased(item)).map(bare)]);
    else if (!isNode(value) || !isTypeOnly(value)) fields.push([name, bare(value)]);
  }
  return fields;
}

function plain(node: Node): unknown {
  const shape: Record<string, unknown> = { type: node.type };
  for (const [name, value] of fieldsOf(withoutCast(node))) {
    shape[name] = Array.isArray(value) ? value.map(plainValue) : plainValue(value);
  }
  return { ...shape, type: withoutCast(node).type };
}

function plainValue(value: unknown): unknown {
  return isNode(value) ? plain(value) : typeof value === "bigint" ? `${value}n` : value;
}

function bare(value: unknown): unknown {
  return isNode(value) ? withoutCast(value) : value;
}

function isErased(item: unknown): boolean {
  return isNode(item) && (isTypeOnly(item) || (item.type === "Identifier" && item.name === "this"));
}

function isLabelOrKey(parent: Node, key: string): boolean {
  switch (parent.type) {
    case "MemberExpression":
    case "OptionalMemberExpression":
      return key === "property" && !parent.computed;
    case "ObjectProperty":
    case "ObjectMethod":
    case "ClassMethod":
    case "ClassProperty":
    case "ClassAccessorProperty":
      return key === "key" && !parent.computed;
    case "LabeledStatement":
    case "BreakStatement":
    case "ContinueStatement":
      return key === "label";
    case "PrivateName":
    case "MetaProperty":
    case "ImportSpecifier":
    case "ImportDefaultSpecifier":
    case "ImportNamespaceSpecifier":
    case "ExportSpecifier":
      return parent.type !== "ExportSpecifier" || key !== "local";
    default:
      return false;
  }
}
