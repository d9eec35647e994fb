import type { StartByKeeper } from "../../wire/index.ts";
import type { Spools } from "../output/spools.ts";
import type { StartOrder } from "../world.ts";
import { inheritedIn, whereOf } from "./environment.ts";

/** A start as the keeper is asked for it. */
export function keeperOrder(
  order: StartOrder,
  { project, spools }: { project: string; spools: Spools },
): StartByKeeper {
  const { path, incarnation, spec } = order;
  const [program = "", ...words] = spec.run.words;
  const { cwd, env } = whereOf(project, spec);
  const { stdout, stderr, announce } = spools.files(order);
  const { ready } = spec;
  return {
    path,
    incarnation,
    program,
    words,
    cwd,
    env: { ...differences(inheritedIn(project), env), ...order.extraEnv(env) },
    stdout,
    stderr,
    announce: ready?.by === "fd" ? { fd: ready.fd, file: announce } : null,
  };
}

type Environment = Readonly<Record<string, string | undefined>>;

/** What leads from the one to the other: `{A: "1"}`, `{B: "2"}` → `{A: null, B: "2"}`. */
function differences(from: Environment, to: Environment): Record<string, string | null> {
  const changed: Record<string, string | null> = {};
  if (from === to) return changed;
  for (const name in from) if (to[name] === undefined) changed[name] = null;
  for (const name in to) {
    const value = to[name];
    if (value !== undefined && value !== from[name]) changed[name] = value;
  }
  return changed;
}
