import { formatDuration, planToDocument } from "../../../spec/index.ts";
import { refuse, reply } from "../callers.ts";
import type { Draft } from "../draft.ts";
import type { Call } from "../model.ts";
import { report } from "../report.ts";
import {
  becomeSupervisor,
  deleteChild,
  restart,
  restartChild,
  startChild,
  stopChild,
  terminateChild,
} from "./children.ts";
import { hold, release } from "./hold.ts";
import type { Outcome } from "./outcome.ts";
import { changeCount, changePlan } from "./plans.ts";
import { childspec, count, countChildren, defaultChildspec, pid, pids, planOf, whichChildren } from "./questions.ts";
import { scale } from "./scale.ts";
import { changeDefaultChildspec, changeIntensity, changeStrategy } from "./settings.ts";

/** Does what a client calls for, and answers: at once, or when the children it is about are ready or down. */
export function answerCall(draft: Draft, id: number, call: Call): void {
  const outcome = handle(draft, id, call);
  if (outcome.is === "done") {
    tellOfChange(draft, call);
    reply(draft, id, outcome.value);
  }
  if (outcome.is === "refused") refuse(draft, id, outcome.failure);
}

/** A change of how a child is supervised is worth a report: others may wonder. */
function tellOfChange(draft: Draft, call: Call): void {
  const node = draft.get(call.path);
  const message = node && changeMade(call);
  if (message) report(draft, node, { severity: "info", context: "changed", message });
}

function changeMade(call: Call): string | null {
  switch (call.name) {
    case "change_plan":
      return `its plan is ${JSON.stringify(planToDocument(call.plan))} now`;
    case "change_count":
      return `its plan may be run ${call.count === "infinity" ? "any number of" : call.count} times now`;
    case "change_strategy":
      return `its strategy is ${call.strategy} now`;
    case "change_intensity":
      return `it ends at more than ${call.restarts} restarts within ${formatDuration(call.periodMs)} now`;
    case "change_default_childspec":
      return "its default child spec was changed";
    case "hold":
      return "is on hold: its next exit is not answered until it is released";
    case "release":
      return "is released";
    default:
      return null;
  }
}

function handle(draft: Draft, id: number, call: Call): Outcome {
  switch (call.name) {
    case "start_child":
      return startChild(draft, id, call.path, call.child);
    case "restart_child":
      return restartChild(draft, id, call.path);
    case "terminate_child":
      return terminateChild(draft, id, call.path);
    case "stop":
      return stopChild(draft, id, call.path);
    case "delete_child":
      return deleteChild(draft, call.path);
    case "restart":
      return restart(draft, id, call.path);
    case "scale":
      return scale(draft, id, call.path, call.to);
    case "become_supervisor":
      return becomeSupervisor(draft, id, call);
    case "change_strategy":
      return changeStrategy(draft, call.path, call.strategy);
    case "change_intensity":
      return changeIntensity(draft, call.path, call);
    case "get_default_childspec":
      return defaultChildspec(draft, call.path);
    case "change_default_childspec":
      return changeDefaultChildspec(draft, call.path, call.childspec);
    case "hold":
      return hold(draft, call.path);
    case "release":
      return release(draft, call.path);
    case "get_pid":
      return pid(draft, call.path);
    case "get_pids":
      return pids(draft, call.path);
    case "which_children":
      return whichChildren(draft, call.path);
    case "count_children":
      return countChildren(draft, call.path);
    case "get_childspec":
      return childspec(draft, call.path);
    case "get_plan":
      return planOf(draft, call.path);
    case "change_plan":
      return changePlan(draft, call.path, call.plan, call.count);
    case "get_count":
      return count(draft, call.path);
    case "change_count":
      return changeCount(draft, call.path, call.count);
  }
}
