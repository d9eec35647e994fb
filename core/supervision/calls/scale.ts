import { type ChildSpec, expand, type SupervisorSpec } from "../../../spec/index.ts";
import type { Path } from "../../../wire/index.ts";
import { callBack } from "../callers.ts";
import type { Draft } from "../draft.ts";
import { stop } from "../stop.ts";
import type { Node, SupervisorNode } from "../tree.ts";
import { addChild, startInTurn } from "./children.ts";
import { done, isRefused, later, notRunning, type Outcome, type Refused, refused, supervisorAt } from "./outcome.ts";

/** Makes a supervisor with a template have `to` children: starts the missing ones, stops and forgets the last ones. */
export function scale(draft: Draft, id: number, path: Path, to: number): Outcome {
  const supervisor = supervisorAt(draft, path);
  if (isRefused(supervisor)) return supervisor;
  const obstacle = notRunning(supervisor) ?? notScalable(supervisor, to);
  if (obstacle) return obstacle;
  const staying = stayingOf(draft, supervisor);
  const surplus = staying.slice(to);
  const missing = missingChildren(supervisor, to - staying.length);
  if (isRefused(missing)) return missing;
  const left = surplus.length + missing.length;
  if (left === 0) return done;
  draft.scale(id, { left, failure: null });
  for (const one of surplus.reverse()) dismiss(draft, id, supervisor, one);
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

/** Those that no earlier call has dismissed already. */
function stayingOf(draft: Draft, { path, children }: SupervisorNode): Path[] {
  const { leaving } = draft.gate(path);
  return [...children].filter((child) => !leaving.has(child) && !goes(draft.get(child)));
}

function goes(child: Node | undefined): boolean {
  return child?.phase.is === "stopping" && child.phase.after.do === "forget";
}

/** The next children of the template whose ids are free, in its order. */
function missingChildren({ path, spec, children }: SupervisorNode, count: number): readonly ChildSpec[] | Refused {
  const missing: ChildSpec[] = [];
  for (let n = spec.template?.from ?? 1; missing.length < count; n++) {
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

/** It goes when the gate lets it out; at once where there is none, or where nothing of it lives that is not stopping already. */
function dismiss(draft: Draft, id: number, { path: supervisor, spec }: SupervisorNode, path: Path): void {
  const child = draft.get(path);
  if (!child) return;
  callBack(draft, child, { id, until: "down", value: {} });
  const { phase } = child;
  const lives = phase.is === "spawning" || phase.is === "starting" || phase.is === "up";
  if (!spec.dynamic || !lives) {
    stop(draft, draft.fresh(child), { do: "forget" });
    return;
  }
  const gate = draft.gate(supervisor);
  draft.setGate(supervisor, { ...gate, leaving: gate.leaving.add(path) });
  draft.tell({ is: "turn", path: supervisor });
}
