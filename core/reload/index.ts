export * from "./choose.ts";
export { classify, type Patch, type Reading, type Verdict } from "./classify.ts";
export { type Import, importsOf } from "./imports.ts";
export { instrument } from "./instrument.ts";
export { isTyped, type Language, languageOf, loadableName } from "./language.ts";
export { parseModule, type Refused } from "./parse.ts";
export type { Importer, Swap } from "./swap.ts";
