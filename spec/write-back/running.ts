import { formatDuration } from "../duration.ts";
import type { ChildSpec, Count } from "../model.ts";
import { numberOf } from "../placeholder.ts";
import { planToDocument } from "../plan.ts";
import type { PlanDocument } from "../plan-schema.ts";
import type { Change } from "./index.ts";
import { samePlan } from "./life.ts";
import { childAt, reading } from "./reading.ts";
import { isRefused } from "./refused.ts";

/** What a child has while its tree runs; null where it has no such thing. */
export interface Running {
  plan: { elements: PlanDocument; count: Count } | null;
  strategy: Change["strategy"] | null;
  intensity: { restarts: number; periodMs: number } | null;
  /** The ids of its children now. */
  children: readonly string[];
}

/** In what a running child differs from the text: what `writeBack` is to write. A child that is not in the text differs in nothing but its path. */
export function changeOf(text: string, format: "yaml" | "json", path: string, running: Running): Change {
  const now = reading(text, format);
  const spec = isRefused(now) ? null : childAt(now, path);
  return spec ? changeFrom(spec, path, running) : { path };
}

/** The same for a child whose spec has been read. */
export function changeFrom(spec: ChildSpec, path: string, running: Running): Change {
  const change: Change = { path };
  const { life } = spec;
  if (running.plan) {
    const { elements, count } = running.plan;
    if (life.by === "restart" || !samePlan(planToDocument(life.plan), elements)) change.plan = elements;
    if (life.by === "restart" || life.count !== count) change.count = count;
  }
  if (spec.kind === "worker") return change;
  if (running.strategy && running.strategy !== spec.strategy) change.strategy = running.strategy;
  const { restarts, periodMs } = spec.intensity;
  if (running.intensity && (running.intensity.restarts !== restarts || running.intensity.periodMs !== periodMs)) {
    change.intensity = { restarts: running.intensity.restarts, period: formatDuration(running.intensity.periodMs) };
  }
  const { template } = spec;
  if (template) {
    const named = running.children.filter((id) => numberOf(template.id, id) !== null);
    if (named.length !== spec.children.length) change.scale = named.length;
  }
  return change;
}
