import type { PlanElementDocument } from "./plan-schema.ts";
import type { SpecDocument } from "./schema.ts";

/** `supertree/spec`: what a config module imports. Its users' types are made from the JSON Schema, see scripts/spec-types.mjs. */
export type { PlanDocument, PlanElementDocument } from "./plan-schema.ts";

/** Why a process ended, as a plan function is told. */
export type ExitReason = "normal" | "shutdown" | { code: number } | { signal: string } | { error: string };

/** Decides at an exit: `restarts` exits of this child have been answered so far, with this one. */
export type PlanFunction = (reason: ExitReason, restarts: number) => PlanElementDocument;

/** A spec whose plan elements may be functions. */
export type TreeDefinition = WithFunctions<SpecDocument>;

type WithFunctions<T> = T extends readonly (infer Item)[]
  ? WithFunctions<Item>[]
  : T extends object
    ? {
        [K in keyof T]: K extends "plan"
          ? (PlanElementDocument | PlanFunction)[] | "default" | undefined
          : WithFunctions<T[K]>;
      }
    : T;

/**
 * The spec as a value whose keys and types the compiler checks; it comes back as it is, and what depends on more
 * than one place (ids, defaults) is checked when the tree is started:
 *
 * ```ts
 * export default defineTree({
 *   name: "fleet",
 *   children: [{ id: "api", run: "node api.ts", plan: ["restart", (reason, restarts) => (restarts < 9 ? { restart: "5s" } : "stop")] }],
 * });
 * ```
 */
export function defineTree(spec: TreeDefinition): TreeDefinition {
  return spec;
}
