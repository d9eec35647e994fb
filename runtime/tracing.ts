import { type Event, type Step, views } from "../core/index.ts";
import type { NoticeParams, Path } from "../wire/index.ts";

type Trace = NoticeParams<"trace">;

/**
 * One step as it concerns one supervisor, in the manner of OTP's `sys:trace`: what it was told, what is done about it, and how its
 * children are then. Null for a step that is none of its business. Child specs, with their environments, are left out.
 */
export function traceOf(supervisor: Path, event: Event, { tree, actions }: Step): Trace | null {
  const own = actions.filter((action) => action.do !== "report" && concerns(supervisor, pathOf(action)));
  if (own.length === 0 && !concerns(supervisor, pathOf(event))) return null;
  const children = views(tree)
    .filter(({ parent }) => parent === supervisor)
    .map(({ path, state, incarnation }) => ({ path, state, incarnation }));
  const { at, seed: _, ...told } = event;
  return { at, path: supervisor, event: brief(told), actions: own.map(brief), children };
}

function concerns(supervisor: Path, path: Path | null): boolean {
  return path === supervisor || (path !== null && path.slice(0, path.lastIndexOf("/")) === supervisor);
}

function pathOf(of: object): Path | null {
  if ("path" in of && typeof of.path === "string") return of.path;
  if ("timer" in of && typeof of.timer === "object" && of.timer) return pathOf(of.timer);
  return "call" in of && typeof of.call === "object" && of.call ? pathOf(of.call) : null;
}

const leftOut = new Set(["spec", "child", "childspec"]);

function brief(of: object): Record<string, unknown> {
  return JSON.parse(JSON.stringify(of, (key, value: unknown) => (leftOut.has(key) ? undefined : value)));
}
