import type { Call } from "../core/index.ts";
import { functionsIn, type ModuleFunctions, planToDocument, toDocument } from "../spec/index.ts";
import { Refusal } from "./refusal.ts";

/** Refuses a call with a plan that names a function which the tree's config module does not have. */
export function refuseUnknownFunctions(call: Call, functions: ModuleFunctions): void {
  const unknown = functionsIn(documentOf(call)).find(({ name }) => !functions.has(name));
  if (!unknown) return;
  const known = [...functions.keys()].join(", ");
  const remedy = known === "" ? "the tree has no config module; write {when: […]} instead" : `there are ${known}`;
  const message = `There is no function ${unknown.name}: ${remedy}.`;
  throw new Refusal({ code: "plan" in call ? "invalid_plan" : "invalid_childspec", message, where: unknown.name });
}

/** What a call brings along, as a spec would have it. */
function documentOf(call: Call): unknown {
  if ("plan" in call) return { children: [{ plan: planToDocument(call.plan) }] };
  if ("child" in call) return { children: [toDocument(call.child)] };
  return "childspec" in call ? { default: call.childspec } : null;
}
