import {
  type Checked,
  type ChildSpec,
  type Fault,
  parseChild,
  parseChildren,
  parseDefault,
  parseDuration,
  parsePlan,
} from "../../spec/index.ts";
import type { Path } from "../../wire/index.ts";
import type { Call, Tree } from "../supervision/index.ts";
import type { CallCue } from "./cues.ts";

/** What core is called for; documents are parsed as the runtime does. A text says why it cannot be called. */
export function callOf(
  cue: Exclude<CallCue, { call: "check_childspecs" | "kill" | "signal" | "shutdown" | "start_tree" }>,
  path: Path,
  tree: Tree,
): Call | string {
  switch (cue.call) {
    case "start_child": {
      const child = childOf(cue.child, path, tree);
      return typeof child === "string" ? child : { name: cue.call, path, child };
    }
    case "change_plan": {
      const checked = parsePlan(cue.plan, "plan");
      return checked.ok ? { name: cue.call, path, plan: checked.value, count: cue.count ?? null } : faultsOf(checked);
    }
    case "change_count":
      return { name: cue.call, path, count: cue.count };
    case "scale":
      return { name: cue.call, path, to: cue.to };
    case "become_supervisor": {
      const child = childOf(cue.child, path, tree);
      if (typeof child === "string") return child;
      return child.kind === "worker"
        ? { name: cue.call, path, child, pid: cue.pid }
        : "A process that runs already can only be a worker: describe it with `run`.";
    }
    case "change_strategy":
      return { name: cue.call, path, strategy: cue.strategy };
    case "change_intensity":
      return { name: cue.call, path, restarts: cue.restarts, periodMs: parseDuration(cue.period) ?? 0 };
    case "change_default_childspec": {
      const checked = parseDefault(cue.childspec);
      return checked.ok ? { name: cue.call, path, childspec: checked.value } : faultsOf(checked);
    }
    default:
      return { name: cue.call, path };
  }
}

/** What check_childspecs answers: nothing happens to the tree. */
export function checkedChildspecs(children: readonly unknown[], path: Path, tree: Tree): string | readonly Fault[] {
  const supervisor = tree.nodes.get(path);
  if (supervisor?.kind !== "supervisor") return `${path} is a worker: give the path of a supervisor.`;
  return parseChildren(children, supervisor.spec);
}

function childOf(document: unknown, path: Path, tree: Tree): ChildSpec | string {
  const supervisor = tree.nodes.get(path);
  if (supervisor?.kind !== "supervisor") return `${path} is a worker: give the path of a supervisor.`;
  const checked = parseChild(document, supervisor.spec);
  return checked.ok ? checked.value : faultsOf(checked);
}

function faultsOf({ problems }: Checked<unknown>): string {
  const errors = problems.filter(({ severity }) => severity === "error");
  return errors.map(({ where, message }) => `${where}: ${message}`).join(" ");
}
