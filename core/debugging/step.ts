import type { Spot, StepKind } from "./model.ts";

/**
 * Whether a step goes on from here, and how; null: it is done. V8 steps by statements of the code it runs; a person steps by
 * lines of the source, so where source and code differ a step goes on while it is on the line where it began, in skipped files
 * and (with `smartStep`) in code that is nobody's source.
 */
export function stepOn(step: StepKind, from: Spot, here: Spot, smartStep: boolean): StepKind | null {
  if (here.skipped) return step === "into" ? "out" : step;
  if (here.unmapped) return smartStep ? step : null;
  const isSameLine = here.mapped && here.file === from.file && here.line === from.line && here.frame === from.frame;
  if (isSameLine) return step === "out" ? "over" : step;
  return null;
}
