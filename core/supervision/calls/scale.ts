import { type ChildSpec, expand, type SupervisorSpec } from "../../../spec/index.ts";
import type { Path } from "../../../wire/index.ts";
import { callBack } from "../callers.ts";
import type { Draft } from "../draft.ts";
import { stop } from "../stop.ts";
import type { SupervisorNode } from "../tree.ts";
import { addChild, startInTurn } from "./children.ts";
import { done, isRefused, later, notRunning, type Outcome, type Refused, refused, supervisorAt } from "./outcome.ts";

/** Makes a supervisor with a template have `to` children: starts the missing ones, stops and forgets the last ones. */
export function scale(draft: Draft, id: number, path: Path, to: number): Outcome {
  const supervisor = supervisorAt(draft, path);
  if (isRefused(supervisor)) return supervisor;
  const obstacle = notRunning(supervisor) ?? notScalable(supervisor, to);
  if (obstacle) return obstacle;
  const surplus = [...supervisor.children].slice(to);
  const missing = missingChildren(supervisor, to);
  if (isRefused(missing)) return missing;
  const left = surplus.length + missing.length;
  if (left === 0) return done;
  draft.scale(id, { left, failure: null });
  for (const one of surplus.reverse()) dismiss(draft, id, one);
  for (const spec of missing) {
    callBack(draft, addChild(draft, supervisor, spec), { id, until: "ready", value: {} });
  }
  startInTurn(
    draft,
    supervisor,
    missing.map((spec) => `${path}/${spec.id}`),
  );
  return later;
}

function notScalable({ path, spec }: SupervisorNode, to: number): Refused | null {
  if (!spec.template) {
    return refused(
      "not_dynamic",
      path,
      `${path} has no template (\`children: { from, to, id }\`); add a child by its own child spec instead.`,
    );
  }
  const max = spec.dynamic?.max ?? "infinity";
  if (max === "infinity" || to <= max) return null;
  return refused("max_children", path, `${path} has at most ${max} children (\`dynamic.max\`), so not ${to}.`);
}

/** The next children of the template whose ids are free, in its order. */
function missingChildren({ path, spec, children }: SupervisorNode, to: number): readonly ChildSpec[] | Refused {
  const missing: ChildSpec[] = [];
  for (let n = spec.template?.from ?? 1; children.size + missing.length < to; n++) {
    if (children.has(`${path}/${idOf(spec, n)}`)) continue;
    const expanded = expand(spec, n);
    if (!expanded.ok) {
      const message = expanded.problems[0]?.message ?? "its template makes no child spec";
      return refused("invalid_childspec", path, `Child ${n} of ${path} cannot be made: ${message}`);
    }
    missing.push(expanded.value);
  }
  return missing;
}

function idOf({ template }: SupervisorSpec, n: number): string {
  return (template?.id ?? "").replaceAll("{n}", String(n));
}

function dismiss(draft: Draft, id: number, path: Path): void {
  const child = draft.get(path);
  if (!child) return;
  callBack(draft, child, { id, until: "down", value: {} });
  stop(draft, draft.fresh(child), { do: "forget" });
}
