import {
  type Checked,
  type ChildSpec,
  type Fault,
  type Life,
  type PlanStep,
  type Problem,
  parseSpec,
  planToDocument,
} from "../../spec/index.ts";

/** `2:11-2:22 error bad_strategy: …`: one line a problem. */
export function problemLines(problems: readonly Problem[]): string {
  return problems
    .map((p) => `${p.line}:${p.column}-${p.endLine}:${p.endColumn} ${p.severity} ${p.code}: ${p.message}`)
    .join("\n");
}

/** Without the sentence, for what is only about the place. */
export function places(text: string, format: "yaml" | "json" = "yaml"): string {
  return parseSpec(text, format)
    .problems.map((p) => `${p.line}:${p.column} ${p.code}`)
    .join("\n");
}

export function faultLines(problems: readonly Fault[]): string {
  return problems.map(({ where, code }) => `${where} ${code}`).join("\n");
}

/** A child and what is below it, a line each: `a: node a.ts | restart permanent`. */
export function tree(child: ChildSpec, indent = ""): string {
  if (child.kind === "worker") return `${indent}${child.id}: ${child.run.words.join(" ")} | ${life(child.life)}`;
  const { strategy, intensity, children } = child;
  const head = `${indent}${child.id}: ${strategy} ${intensity.restarts}/${intensity.periodMs} ${intensity.counts} | ${life(child.life)}`;
  return [head, ...children.map((below) => tree(below, `${indent}  `))].join("\n");
}

export function life(of: Life): string {
  return of.by === "restart" ? `restart ${of.restart}` : `plan ${plan(of.plan)} × ${of.count}`;
}

export function plan(steps: readonly PlanStep[]): string {
  return JSON.stringify(planToDocument(steps)).replaceAll('"', "");
}

/** The value, or a failed test that prints what was wrong. */
export function valueOr<T>(checked: Checked<T>): T {
  if (!checked.ok) throw new Error(faultLines(checked.problems));
  return checked.value;
}
