import { randomBytes } from "node:crypto";
import type { TreeNode } from "../../wire/index.ts";
import type { RuntimeEvent } from "../event.ts";
import type { Inbox } from "../inbox.ts";
import type { Clients } from "../service/clients.ts";
import type { World } from "../world.ts";
import type { TraceAddress } from "./environment.ts";
import { Tracing } from "./tracing.ts";

interface Surroundings {
  traces: TraceAddress & { forward: string | null };
  nodes: readonly TreeNode[];
  world: World;
  clients: Clients;
  inbox: Inbox<RuntimeEvent>;
  remark: (message: string) => void;
}

const paceMs = 1_000;

/** Tracing as a part of the house: who watches hears of something new at most once a second. */
export function tracingIn({ traces, nodes, world, clients, inbox, remark }: Surroundings): Tracing {
  let due = false;
  return new Tracing({
    node: traces.node,
    forward: traces.forward,
    nodes,
    remark,
    newId: (digits) => randomBytes(digits / 2).toString("hex"),
    changed: () => {
      if (due || !clients.watchesTraces()) return;
      due = true;
      world.wake(world.now() + paceMs, () => {
        due = false;
        inbox.put({ kind: "traces_due" });
      });
    },
  });
}
