import type { Findings, Place } from "./findings.ts";
import type { Life } from "./model.ts";
import { toSteps } from "./plan.ts";
import { checkCount, checkPlan } from "./plan-check.ts";
import type { SupervisedDocument, SupervisorDocument, WorkerDocument } from "./schema.ts";

type LifeDocument = Pick<WorkerDocument | SupervisedDocument, "plan" | "count" | "restart">;

/** What a child's exits lead to; one that says nothing is `permanent`, as in OTP. */
export function lifeOf(document: LifeDocument, place: Place, found: Findings): Life {
  const { plan, count, restart } = document;
  checkLife(document, place, found);
  if (plan === undefined) {
    if (count !== undefined) {
      found.add(
        "count_without_plan",
        [...place, "count"],
        "`count` counts runs of a plan and there is none; add a `plan` or remove it",
        "key",
      );
    }
    return { by: "restart", restart: restart ?? "permanent" };
  }
  const life: Life = { by: "plan", plan: toSteps(plan), count: count ?? 1 };
  checkPlan(life.plan, [...place, "plan"], found);
  checkCount(life.plan, life.count, place, found);
  return life;
}

/** What is wrong with it whoever takes it: a default child spec is checked so, even if no child has it yet. */
export function checkLife({ plan, restart }: LifeDocument, place: Place, found: Findings): void {
  if (plan !== undefined && restart !== undefined) {
    const message = "a child has either a plan or a restart type; remove one of `plan` and `restart`";
    const related = [{ message: "the plan is here", path: [...place, "plan"], at: "key" as const }];
    found.add("plan_beside_restart", [...place, "restart"], message, "key", { related });
  }
}

/** OTP's rules: a significant child must be able to end by itself, and its supervisor must care. */
export function significance(
  significant: boolean,
  life: Life,
  supervisor: SupervisorDocument,
  place: Place,
  found: Findings,
): void {
  if (!significant) return;
  const at = [...place, "significant"];
  if ((supervisor.auto_shutdown ?? "never") === "never") {
    found.add(
      "bad_combination",
      at,
      "a significant child needs a supervisor with auto_shutdown: any_significant or all_significant",
    );
  } else if (life.by === "restart" && life.restart === "permanent") {
    found.add(
      "bad_combination",
      at,
      "a permanent child never ends by itself; write restart: transient or temporary, or a plan",
    );
  }
}
