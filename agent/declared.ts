import type { StandardSchemaV1 } from "./standard-schema.ts";

/** A step from one version of a state to the next, or with `down` also the way back, which a roll back needs. */
// biome-ignore lint/suspicious/noExplicitAny: each step has types of its own, which only its author knows
export type Migration = ((before: any) => unknown) | { up(before: any): unknown; down(after: any): unknown };

export interface StateDefinition<T> {
  /** Counts up when the state gets another shape; from 1. */
  version: number;
  /** The state of a process that has none yet. */
  initial: () => T;
  /** What every value must be, in any library of the Standard Schema (zod, valibot, arktype); synchronous. */
  schema?: StandardSchemaV1<unknown, T>;
  /** `migrations[2]` makes the state of version 2 out of that of version 1. Synchronous. */
  migrations?: Record<number, Migration>;
  /**
   * How a migration gets its input, so that the running state stays as it is: by default as `structuredClone` copies, which loses
   * classes; a function copies in its own way; `"reference"` hands over the running value, which the migration then must not change
   * and which is not rehearsed.
   */
  copy?: "structured" | "reference" | ((value: unknown) => unknown);
}

/** An object that brings its own state along, in the class form. */
export interface Upgradable {
  prepareUpgrade(): unknown;
  applyUpgrade(version: number, state: unknown): void;
}

/** What `after` of `supertree/hot` is told. */
export interface Reloaded {
  /** `committed`: new code runs from now on; `rolled_back`: the code from before does again. */
  kind: "committed" | "rolled_back";
  /** The modules' URLs. */
  modules: string[];
}
