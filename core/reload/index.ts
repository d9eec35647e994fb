export * from "./classify.ts";
export { instrument } from "./instrument.ts";
export { type Language, languageOf } from "./language.ts";
export type { Refused } from "./parse.ts";
