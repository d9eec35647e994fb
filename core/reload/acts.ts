import type { Node, Program, Statement } from "@babel/types";
import { isInert } from "./inert.ts";
import { outline } from "./outline.ts";
import { isTypeOnly, visit, withoutCast } from "./tree.ts";

/**
 * The first top-level statement by which a module does something beyond its own variables, such as `bus.on("x", f)` or `main()`: loaded
 * anew, it would do it a second time beside the first. Null where there is none. `hot.…` calls are made to be run again.
 */
export function actingStatement(program: Program): Node | null {
  const own = ownValues(program);
  for (const statement of program.body) {
    if (isDeclaration(statement) || isTypeOnly(statement)) continue;
    const acting = actIn(statement, own);
    if (acting) return acting;
  }
  return null;
}

/** Variables that the module computes for itself: what is done to them is done to this version alone. */
function ownValues(program: Program): Set<string> {
  const own = new Set(["console", "exports", "module"]);
  for (const unit of outline(program).units) {
    if (unit.kind === "class") own.add(unit.name);
    if (unit.kind !== "value") continue;
    const init = unit.node.init ? withoutCast(unit.node.init) : null;
    if (!init || (init.type !== "Identifier" && init.type !== "MemberExpression" && !isKept(init)))
      for (const name of unit.names) own.add(name);
  }
  return own;
}

/** What is kept, or declared as state, is there for all versions. */
function isKept(init: Node): boolean {
  return init.type === "CallExpression" && rootOf(init.callee) === "hot";
}

function isDeclaration(statement: Statement): boolean {
  switch (statement.type) {
    case "ImportDeclaration":
    case "ExportAllDeclaration":
    case "ExportDefaultDeclaration":
    case "FunctionDeclaration":
    case "ClassDeclaration":
    case "VariableDeclaration":
      return true;
    case "ExportNamedDeclaration":
      return true;
    default:
      return false;
  }
}

/** The first call or assignment in a statement that reaches further than the module's own variables. */
function actIn(statement: Node, own: ReadonlySet<string>): Node | null {
  let found: Node | null = null;
  visit(statement, (node) => {
    if (found || isFunction(node)) return "skip";
    if (node.type === "ForOfStatement" && node.await) found = node;
    if ((node.type === "CallExpression" || node.type === "NewExpression") && !isInert(node)) {
      const root = rootOf(node.callee);
      const onOwn = node.callee.type === "MemberExpression" && root !== null && own.has(root);
      if (!onOwn && root !== "hot" && root !== "require") found = node;
    }
    if (node.type === "AssignmentExpression" && !own.has(rootOf(node.left) ?? "")) found = node;
    return undefined;
  });
  return found;
}

function isFunction(node: Node): boolean {
  return /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression|ObjectMethod|ClassMethod)$/.test(node.type);
}

/** `a.b.c()` → a */
function rootOf(node: Node): string | null {
  const bare = withoutCast(node);
  if (bare.type === "Identifier") return bare.name;
  if (bare.type === "MemberExpression" || bare.type === "OptionalMemberExpression") return rootOf(bare.object);
  return bare.type === "CallExpression" ? rootOf(bare.callee) : null;
}
