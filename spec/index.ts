/** The spec language: text in, child specs and problems with their places out. Begin at `parseSpec`, then the model it gives. */
export { expand, parseChild, parseChildren, parseDefault, recombine } from "./child.ts";
export { separate } from "./combine.ts";
export { caller, type ModuleFunctions, type ParsedModule, parseModule } from "./config-module.ts";
export { toDocument } from "./document.ts";
export { formatDuration, formatRate, parseDuration, parseRate } from "./duration.ts";
export { editorDebugFor } from "./editor-debug.ts";
export {
  type Finding,
  Findings,
  type Place,
  type ProblemCode,
  problemCodes,
  type Standing,
  toFault,
} from "./findings.ts";
export { functionsIn } from "./functions.ts";
export { alternatives, type JsonSchema, keysOf, shapesAt, specJsonSchema } from "./json-schema.ts";
export { usualLogs } from "./logs.ts";
export * from "./model.ts";
export { nearest } from "./nearest.ts";
export { located, parseSpec, type Study, studySpec } from "./parse.ts";
export { parsePlan, parsePlanText, planToDocument } from "./plan.ts";
export type { PlanDocument, PlanElementDocument } from "./plan-schema.ts";
export { prepareStudy } from "./prepare.ts";
export { Reader, type ReadText } from "./reader.ts";
export type { DefaultChild, SpecDocument, WorkerDocument } from "./schema.ts";
export { hide, mask, masked, maskedNames, secretsOf } from "./secrets.ts";
export { sectionsOf } from "./sections.ts";
export { readDocument, readValue } from "./text.ts";
export { setEntry } from "./write-back/edit.ts";
export {
  type Change,
  changeOf,
  type Difference,
  differences,
  type Running,
  type RunningChild,
  type WrittenBack,
  writeBack,
} from "./write-back/index.ts";
export * as textRange from "./write-back/range.ts";
