import type { Action, Happening } from "../../core/index.ts";
import type { LogLine, Path } from "../../wire/index.ts";
import type { AgentLink, Hello } from "../agents/links.ts";
import type { Cancel, Life, World } from "../world.ts";

/** One incarnation of a worker, from its start until its whole group is gone. */
export interface Child {
  readonly path: Path;
  readonly incarnation: number;
  readonly life: Life;
  /** Null until it is spawned. */
  pid: number | null;
  /** The agent inside, once it has said hello; null for other programs. */
  agent: { link: AgentLink; hello: Hello } | null;
}

/** A child that is a Node process with an agent: it can be debugged and reloaded. */
export type NodeChild = Child & { agent: NonNullable<Child["agent"]> };

type Order<D extends Action["do"]> = Extract<Action, { do: D }>;

export type StartAction = Order<"start">;

export interface ChildrenOptions {
  world: World;
  happen: (happening: Happening) => void;
  line: (line: LogLine) => void;
  extraEnv: (order: StartAction, env: Readonly<Record<string, string | undefined>>) => Record<string, string>;
}

/** The processes that live now. It does what core's actions say and tells what comes of it; it decides nothing. */
export class Children {
  readonly #options: ChildrenOptions;
  readonly #living = new Map<Path, Child>();
  readonly #probes = new Map<Path, Cancel>();

  constructor(options: ChildrenOptions) {
    this.#options = options;
  }

  all(): Child[] {
    return [...this.#living.values()];
  }

  /** The living incarnation of this child; null when it is down, or when another incarnation is meant. */
  find(path: Path, incarnation?: number): Child | null {
    const child = this.#living.get(path);
    return child && (incarnation === undefined || child.incarnation === incarnation) ? child : null;
  }

  start(order: StartAction): void {
    const { path, incarnation, spec } = order;
    const { world, happen, line, extraEnv } = this.#options;
    const life = world.start(
      { path, incarnation, spec, extraEnv: (env) => extraEnv(order, env) },
      {
        line,
        spawned: (pid) => happen({ kind: "spawned", path, incarnation, pid }),
        failed: (error) => happen({ kind: "spawn_failed", path, incarnation, error }),
        exited: (reason) => happen({ kind: "exited", path, incarnation, reason }),
      },
    );
    this.#living.set(path, { path, incarnation, life, pid: null, agent: null });
  }

  stop(order: Order<"stop">): void {
    this.find(order.path, order.incarnation)?.life.stop(order.signal);
  }

  kill(order: Order<"kill">): void {
    this.find(order.path, order.incarnation)?.life.kill();
  }

  probe({ path, incarnation }: Order<"probe">): void {
    const child = this.find(path, incarnation);
    if (!child) return;
    this.#endProbe(path);
    const ready = () => this.#options.happen({ kind: "ready", path, incarnation });
    this.#probes.set(path, child.life.probe(ready));
  }

  /** Notes what the loop has read of a child; an incarnation that is over is forgotten. */
  note(happening: Happening): void {
    switch (happening.kind) {
      case "spawned": {
        const child = this.find(happening.path, happening.incarnation);
        if (child) child.pid = happening.pid;
        return;
      }
      case "spawn_failed":
      case "exited":
        if (!this.find(happening.path, happening.incarnation)) return;
        this.#endProbe(happening.path);
        this.#living.delete(happening.path);
    }
  }

  #endProbe(path: Path): void {
    this.#probes.get(path)?.();
    this.#probes.delete(path);
  }
}

export function isNode(child: Child): child is NodeChild {
  return child.agent !== null;
}
