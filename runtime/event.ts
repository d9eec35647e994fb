import type { Event } from "../core/index.ts";
import type { Command, DebugTarget, FromAgent, Span } from "../wire/index.ts";
import type { AgentChannel } from "./agents/channel.ts";
import type { AgentLink, Hello } from "./agents/links.ts";
import type { DebugWay } from "./debug/inspectors.ts";
import type { Usage } from "./metrics/usage.ts";
import type { Client } from "./service/clients.ts";

/** All that can happen to a runtime. One inbox takes them, one loop handles them, nobody else changes anything. */
export type RuntimeEvent =
  /** Something happened to the tree: `core` decides. */
  | { kind: "tree"; event: Event }
  | { kind: "connected"; client: Client }
  | { kind: "disconnected"; client: Client }
  | { kind: "asked"; client: Client; command: Command; id: number | string }
  /** Somebody wants to debug an incarnation; `settle` is answered with the way there, or why there is none. */
  | { kind: "debug_asked"; target: DebugTarget; settle: (way: DebugWay | Promise<DebugWay>) => void }
  /** An agent that knows the secret said hello; what it says later; its process, or only its connection, is gone. */
  | { kind: "agent_hello"; link: AgentLink; hello: Hello }
  | { kind: "agent_said"; link: AgentLink; message: FromAgent }
  | { kind: "agent_gone"; link: AgentLink }
  /** Those who watch metrics are due for a sample; the system has said what its processes use, null if it does not tell. */
  | { kind: "metrics_due" }
  | { kind: "used"; at: number; usages: readonly Usage[] | null }
  /** Spans came in, and so much that is none; those who watch traces are due to hear of it. */
  | { kind: "spans"; spans: readonly Span[]; refused: number }
  | { kind: "traces_due" }
  /** A process opened the debug channel that it was asked for by this name. */
  | { kind: "agent_channel"; name: string; channel: AgentChannel }
  /** A client, a person at a terminal or the system wants the runtime to end. */
  | { kind: "end_asked" };
