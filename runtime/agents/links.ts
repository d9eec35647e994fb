import type { FromAgent, Path, ToAgent } from "../../wire/index.ts";

/** The connection to the agent in one supervised Node process. */
export interface AgentLink {
  readonly path: Path;
  readonly incarnation: number;
  send(message: ToAgent): void;
  close(): void;
}

export type Hello = Extract<FromAgent, { kind: "hello" }>;

/** What the socket server tells: `hello` first, of an agent that knows the secret, and `gone` last. */
export interface AgentListener {
  hello(link: AgentLink, hello: Hello): void;
  said(link: AgentLink, message: FromAgent): void;
  gone(link: AgentLink): void;
}
