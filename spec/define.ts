import type { SpecDocument } from "./schema.ts";

/** `supertree/spec`: what a spec written in TypeScript or JavaScript imports. */
export type { PlanDocument, PlanElementDocument } from "./plan-schema.ts";
export type { SpecDocument } from "./schema.ts";

/**
 * The spec as a value whose keys and types the compiler checks; the document comes back as it is, and what depends on more
 * than one place (ids, defaults) is checked when the spec is parsed. `JSON.stringify` of it is a spec in JSON form:
 *
 * ```ts
 * export default defineTree({ name: "fleet", children: [{ id: "api", run: "node api.ts", restart: "permanent" }] });
 * ```
 */
export function defineTree(spec: SpecDocument): SpecDocument {
  return spec;
}
