import type { ErrorCode, Path } from "../../../wire/index.ts";
import type { Draft } from "../draft.ts";
import type { Failure } from "../model.ts";
import type { Node, SupervisorNode } from "../tree.ts";

/** What a call came to. `later`: the children it is about answer it when they are ready or down. */
export type Outcome = { is: "done"; value: unknown } | Refused | { is: "later" };
export type Refused = { is: "refused"; failure: Failure };

export const later: Outcome = { is: "later" };
export const done: Outcome = { is: "done", value: {} };

export function refused(code: ErrorCode, where: Path, message: string): Refused {
  return { is: "refused", failure: { code, message, where } };
}

export function noSuchChild(path: Path): Refused {
  return refused("not_found", path, `There is no child ${path}; \`supertree ps\` lists the paths.`);
}

/** The supervisor at this path, or why there is none. */
export function supervisorAt(draft: Draft, path: Path): SupervisorNode | Refused {
  const node = draft.get(path);
  if (!node) return noSuchChild(path);
  if (node.kind === "supervisor") return node;
  return refused("invalid_params", path, `${path} is a worker and has no children; name a supervisor.`);
}

/** A child with its supervisor, which must be one that runs: under any other nothing is started, deleted or changed. */
export function childAt(draft: Draft, path: Path): { child: Node; supervisor: SupervisorNode } | Refused {
  const child = draft.get(path);
  if (!child) return noSuchChild(path);
  const supervisor = draft.parentOf(child);
  if (!supervisor) {
    return refused("invalid_params", path, `${path} is the root and no child; start or stop the whole tree instead.`);
  }
  return notRunning(supervisor) ?? { child, supervisor };
}

export function notRunning({ path, phase }: SupervisorNode): Refused | null {
  switch (phase.is) {
    case "starting":
    case "up":
      return null;
    case "stopping":
      return refused("shutting_down", path, `${path} is stopping; try again when it is up.`);
    default:
      return refused("not_running", path, `${path} does not run; start it first.`);
  }
}

export function isRefused(outcome: object): outcome is Refused {
  return "is" in outcome && outcome.is === "refused";
}
