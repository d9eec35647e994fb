import {
  type Count,
  type Life,
  type PlanStep,
  planToDocument,
  separate,
  type WorkerDocument,
} from "../../../spec/index.ts";
import type { Path } from "../../../wire/index.ts";
import type { Draft } from "../draft.ts";
import { unrun } from "../load.ts";
import type { Node, Progress, WorkerNode } from "../tree.ts";
import { childAt, isRefused, type Outcome, refused } from "./outcome.ts";
import { planAnswer } from "./questions.ts";

/** director's change_plan: the new plan begins at its first element with no runs; the process is not touched. */
export function changePlan(draft: Draft, path: Path, plan: readonly PlanStep[], count: Count | null): Outcome {
  const found = childAt(draft, path);
  if (isRefused(found)) return found;
  const { life } = found.child.spec;
  const kept = life.by === "plan" ? life.count : 1;
  return changeLife(draft, found.child, { by: "plan", plan, count: count ?? kept }, unrun);
}

/** director's change_count: the runs that have been counted stay. */
export function changeCount(draft: Draft, path: Path, count: Count): Outcome {
  const found = childAt(draft, path);
  if (isRefused(found)) return found;
  const { child } = found;
  const { life } = child.spec;
  if (life.by === "plan") return changeLife(draft, child, { ...life, count }, child.progress);
  return refused(
    "invalid_plan",
    path,
    `${path} lives by \`restart: ${life.restart}\` and has no count; give it a plan first.`,
  );
}

function changeLife(draft: Draft, child: Node, life: Life, progress: Progress): Outcome {
  const node: Node =
    child.kind === "worker"
      ? { ...child, progress, spec: { ...child.spec, life, appends: stillItsOwn(draft, child, life) } }
      : { ...child, progress, spec: { ...child.spec, life } };
  draft.put(node);
  return { is: "done", value: planAnswer(node) };
}

/** As in director, what the default gives is taken out of a changed plan, so that another default comes before the rest of it. */
function stillItsOwn(draft: Draft, child: WorkerNode, life: Life): WorkerDocument | null {
  const { appends } = child.spec;
  const base = draft.parentOf(child)?.spec.default;
  if (!appends || !base || life.by !== "plan") return appends;
  return separate(base, appends, planToDocument(life.plan), life.count);
}
