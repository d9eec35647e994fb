import type { FunctionUnit } from "./outline.ts";

/** Why callers that go on as they do now would call the new function wrongly; null when they would not. */
export function whyCallersBreak(was: FunctionUnit, unit: FunctionUnit): string | null {
  const [less, more] = [requiredParameters(was), requiredParameters(unit)];
  if (more > less) return `needs ${more} arguments now; callers pass ${less}`;
  if (was.fn.async !== unit.fn.async) return "answers with a promise only in one version";
  return (was.fn.generator === true) === (unit.fn.generator === true) ? null : "is a generator only in one version";
}

function requiredParameters({ fn }: FunctionUnit): number {
  const params = fn.params.filter((param) => !(param.type === "Identifier" && param.name === "this"));
  const first = params.findIndex(
    (param) =>
      param.type === "AssignmentPattern" || param.type === "RestElement" || ("optional" in param && param.optional),
  );
  return first < 0 ? params.length : first;
}
