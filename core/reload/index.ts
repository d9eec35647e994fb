export * from "./choose.ts";
export { classify, type Patch, type Reading, type Verdict } from "./classify.ts";
export { type Handed, handedOver } from "./handed.ts";
export { type Import, importsOf } from "./imports.ts";
export { instrument } from "./instrument.ts";
export { isTyped, type Language, languageOf, loadableName } from "./language.ts";
export { parseModule, type Refused } from "./parse.ts";
export type { Stays } from "./stays.ts";
export type { Importer, Swap } from "./swap.ts";
