import { type DefaultChild, recombine, type Strategy, type WorkerSpec } from "../../../spec/index.ts";
import type { Path } from "../../../wire/index.ts";
import { arm, disarm } from "../deadlines.ts";
import type { Draft } from "../draft.ts";
import { unrun } from "../load.ts";
import type { SupervisorNode, WorkerNode } from "../tree.ts";
import { done, isRefused, type Outcome, type Refused, refused, supervisorAt } from "./outcome.ts";

/** Who is restarted along from the next crash on; a restart that is under way goes on as it began. */
export function changeStrategy(draft: Draft, path: Path, strategy: Strategy): Outcome {
  const supervisor = supervisorAt(draft, path);
  if (isRefused(supervisor)) return supervisor;
  if (supervisor.spec.dynamic && strategy !== "one_for_one") {
    const message = `The children of ${path} come and go (\`dynamic\`) and have no order to restart in; its strategy stays one_for_one.`;
    return refused("invalid_params", path, message);
  }
  draft.put({ ...supervisor, spec: { ...supervisor.spec, strategy } });
  return done;
}

/** The restarts that have been counted stay counted; the next one is judged by the new limit. */
export function changeIntensity(
  draft: Draft,
  path: Path,
  { restarts, periodMs }: { restarts: number; periodMs: number },
): Outcome {
  const supervisor = supervisorAt(draft, path);
  if (isRefused(supervisor)) return supervisor;
  draft.put({ ...supervisor, spec: { ...supervisor.spec, intensity: { restarts, periodMs, counts: "every" } } });
  return done;
}

/** director's: every child that appends is combined anew, or none is; as with a changed plan it begins at its first element. */
export function changeDefaultChildspec(draft: Draft, path: Path, childspec: DefaultChild): Outcome {
  const supervisor = supervisorAt(draft, path);
  if (isRefused(supervisor)) return supervisor;
  const changed = { ...supervisor, spec: { ...supervisor.spec, default: childspec } };
  const combined = combine(draft, changed);
  if (isRefused(combined)) return combined;
  draft.put(changed);
  for (const { child, spec } of combined) {
    const node = draft.put({ ...child, spec, progress: unrun });
    if (child.phase.is !== "up") continue;
    disarm(draft, child); // its maximum uptime may be another one now
    arm(draft, node);
  }
  return { is: "done", value: { combined: combined.map(({ child }) => child.path) } };
}

type Combined = { child: WorkerNode; spec: WorkerSpec }[];

function combine(draft: Draft, supervisor: SupervisorNode): Combined | Refused {
  const all: Combined = [];
  for (const path of supervisor.children) {
    const child = draft.get(path);
    if (child?.kind !== "worker" || !child.spec.appends) continue;
    const combined = recombine(supervisor.spec, child.spec.appends);
    if (!combined.ok) {
      const fault = combined.problems.find(({ severity }) => severity === "error");
      const message = `${path} cannot append to this default child spec: ${fault?.message ?? "it makes no child spec"}`;
      return refused("invalid_childspec", path, message);
    }
    all.push({ child, spec: combined.value });
  }
  return all;
}
