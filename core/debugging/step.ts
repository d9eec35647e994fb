import type { Spot, StepKind } from "./model.ts";

/** The step that was asked for: how, from where, and whether it counts lines also where V8 counts statements. */
export interface Step {
  step: StepKind;
  from: Spot;
  lines: boolean;
}

/**
 * Whether a step goes on from here, and how; null: it is done. V8 steps by statements of the code it runs; a person steps by
 * lines of the source, so where source and code differ a step goes on while it is on the line where it began, in skipped files
 * and (with `smartStep`) in code that is nobody's source.
 */
export function stepOn({ step, from, lines }: Step, here: Spot, smartStep: boolean): StepKind | null {
  if (here.skipped) return step === "into" ? "out" : step;
  if (here.unmapped) return smartStep ? step : null;
  const isSameLine = here.file === from.file && here.line === from.line && here.frame === from.frame;
  if (isSameLine && (here.mapped || lines)) return step === "out" ? "over" : step;
  return null;
}
