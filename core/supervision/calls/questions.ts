import { planToDocument } from "../../../spec/index.ts";
import type { Path } from "../../../wire/index.ts";
import type { Draft } from "../draft.ts";
import type { Node, SupervisorNode } from "../tree.ts";
import { viewOf } from "../view.ts";
import { isRefused, noSuchChild, type Outcome, refused, supervisorAt } from "./outcome.ts";

export function whichChildren(draft: Draft, path: Path): Outcome {
  const supervisor = supervisorAt(draft, path);
  if (isRefused(supervisor)) return supervisor;
  return { is: "done", value: { children: childrenOf(draft, supervisor).map(viewOf) } };
}

/** As OTP counts: `specs` all, `active` those with a process or whose supervisor runs, and both kinds whether they live or not. */
export function countChildren(draft: Draft, path: Path): Outcome {
  const supervisor = supervisorAt(draft, path);
  if (isRefused(supervisor)) return supervisor;
  const children = childrenOf(draft, supervisor);
  const supervisors = children.filter((child) => child.kind === "supervisor").length;
  const active = children.filter(({ phase }) => phase.is !== "down" && phase.is !== "queued").length;
  const value = { specs: children.length, active, supervisors, workers: children.length - supervisors };
  return { is: "done", value };
}

export function childspec(draft: Draft, path: Path): Outcome {
  const node = draft.get(path);
  return node ? { is: "done", value: { childspec: node.spec } } : noSuchChild(path);
}

/** Null while the child has no process; a supervisor never has one of its own. */
export function pid(draft: Draft, path: Path): Outcome {
  const node = draft.get(path);
  return node ? { is: "done", value: { pid: pidOf(node) } } : noSuchChild(path);
}

/** director's get_pids: of the children that have one. */
export function pids(draft: Draft, path: Path): Outcome {
  const supervisor = supervisorAt(draft, path);
  if (isRefused(supervisor)) return supervisor;
  const living = childrenOf(draft, supervisor).flatMap((child) => {
    const pid = pidOf(child);
    return pid === null ? [] : [{ path: child.path, pid }];
  });
  return { is: "done", value: { pids: living } };
}

function pidOf(node: Node): number | null {
  return node.kind === "worker" ? node.pid : null;
}

export function defaultChildspec(draft: Draft, path: Path): Outcome {
  const supervisor = supervisorAt(draft, path);
  if (isRefused(supervisor)) return supervisor;
  return { is: "done", value: { childspec: supervisor.spec.default } };
}

export function planOf(draft: Draft, path: Path): Outcome {
  const node = draft.get(path);
  return node ? { is: "done", value: planAnswer(node) } : noSuchChild(path);
}

export function count(draft: Draft, path: Path): Outcome {
  const node = draft.get(path);
  if (!node) return noSuchChild(path);
  const { life } = node.spec;
  if (life.by === "plan") return { is: "done", value: { count: life.count } };
  return refused(
    "invalid_plan",
    path,
    `${path} lives by \`restart: ${life.restart}\` and has no count; give it a plan first.`,
  );
}

/** Wire's answer about a plan; a child that lives by `restart:` has none. */
export function planAnswer({ path, spec: { life }, progress }: Node) {
  const { at, runs } = progress;
  if (life.by === "restart") return { path, plan: null, restart: life.restart, at, runs, count: null };
  return { path, plan: planToDocument(life.plan), restart: null, at, runs, count: life.count };
}

function childrenOf(draft: Draft, supervisor: SupervisorNode): Node[] {
  return [...supervisor.children].flatMap((path) => draft.get(path) ?? []);
}
