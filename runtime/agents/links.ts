import type { FromAgent, Path, ToAgent } from "../../wire/index.ts";
import type { AgentChannel } from "./channel.ts";

/** The connection to the agent in one supervised Node process. */
export interface AgentLink {
  readonly path: Path;
  readonly incarnation: number;
  send(message: ToAgent): void;
  close(): void;
}

export type Hello = Extract<FromAgent, { kind: "hello" }>;

/** What the socket server tells: `hello` first, of an agent that knows the secret, and `gone` last; a debug channel is a connection of its own. */
export interface AgentListener {
  hello(link: AgentLink, hello: Hello): void;
  said(link: AgentLink, message: FromAgent): void;
  gone(link: AgentLink): void;
  channel(name: string, channel: AgentChannel): void;
}
