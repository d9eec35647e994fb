import { type Checked, parseChild, parsePlan } from "../../spec/index.ts";
import type { Path } from "../../wire/index.ts";
import type { Call, Tree } from "../supervision/index.ts";
import type { CallCue } from "./cues.ts";

/** What core is called for; documents are parsed as the runtime does. A text says why it cannot be called. */
export function callOf(
  cue: Exclude<CallCue, { call: "kill" | "shutdown" | "start_tree" }>,
  path: Path,
  tree: Tree,
): Call | string {
  switch (cue.call) {
    case "start_child": {
      const supervisor = tree.nodes.get(path);
      if (supervisor?.kind !== "supervisor") return `${path} is a worker: give the path of a supervisor.`;
      const checked = parseChild(cue.child, supervisor.spec);
      return checked.ok ? { name: cue.call, path, child: checked.value } : faultsOf(checked);
    }
    case "change_plan": {
      const checked = parsePlan(cue.plan, "plan");
      return checked.ok ? { name: cue.call, path, plan: checked.value, count: cue.count ?? null } : faultsOf(checked);
    }
    case "change_count":
      return { name: cue.call, path, count: cue.count };
    case "scale":
      return { name: cue.call, path, to: cue.to };
    default:
      return { name: cue.call, path };
  }
}

function faultsOf({ problems }: Checked<unknown>): string {
  const errors = problems.filter(({ severity }) => severity === "error");
  return errors.map(({ where, message }) => `${where}: ${message}`).join(" ");
}
