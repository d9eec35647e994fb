import type { WorkerSpec } from "../../spec/index.ts";
import type { Path } from "../../wire/index.ts";
import type { AgentLink, Hello } from "../agents/links.ts";
import type { Escaped, Life } from "../world.ts";

/** One incarnation of a worker, from its start until its whole group is gone. */
export interface Child {
  readonly path: Path;
  readonly incarnation: number;
  readonly spec: WorkerSpec;
  readonly life: Life;
  /** Null until it is spawned. */
  pid: number | null;
  /** Known from when on it is asked to end; null where all that it has started are in its group. */
  escaped: Escaped | null;
  killed: boolean;
  /** The agent inside, once it has said hello; null for other programs. */
  agent: Agent | null;
  /** The agents of processes that it started, by their pid; only while they are debugged on purpose. */
  readonly descendants: Map<number, Agent>;
}

export interface Agent {
  link: AgentLink;
  hello: Hello;
}

/** A child that is a Node process with an agent: it can be debugged and reloaded. */
export type NodeChild = Child & { agent: NonNullable<Child["agent"]> };

/** As it is before it is spawned. */
export function newChild({ path, incarnation, spec }: Pick<Child, "path" | "incarnation" | "spec">, life: Life): Child {
  return {
    path,
    incarnation,
    spec,
    life,
    pid: null,
    escaped: null,
    killed: false,
    agent: null,
    descendants: new Map(),
  };
}

export function isNode(child: Child): child is NodeChild {
  return child.agent !== null;
}

/** The agent of the child's process, or of one that it started. */
export function linkOf(child: NodeChild, descendant: number | null): AgentLink | undefined {
  return descendant === null ? child.agent.link : child.descendants.get(descendant)?.link;
}
