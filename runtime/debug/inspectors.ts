import type { WebSocket } from "ws";
import type { Happening } from "../../core/index.ts";
import type { DebugTarget, FromAgent, WireError } from "../../wire/index.ts";
import type { AgentChannel } from "../agents/channel.ts";
import type { AgentLink } from "../agents/links.ts";
import { type Child, isNode, linkOf, type NodeChild } from "../children/children.ts";
import { reasonOf } from "../refusal.ts";
import { Attention } from "./attention.ts";
import { Channel } from "./channel.ts";
import { tellWhenWaiting } from "./frames.ts";
import { Portless } from "./portless.ts";
import { Ports } from "./ports.ts";

/** How a debugger gets to a process: `serve` its connection, or `abandon` the way; or the reason why there is none. */
export type DebugWay =
  | { serve: (client: WebSocket) => void; abandon: () => void }
  | { refused: WireError; status: 404 | 409 | 502 };

/** Makes the ways to debug processes, over either transport, and knows who is debugged and paused. */
export class Inspectors {
  readonly #attention: Attention;
  readonly #ports = new Ports();
  readonly #portless = new Portless();
  /** By the incarnation that they debug, or a descendant of. */
  readonly #channels = new Map<Child, Set<Channel>>();

  constructor(happen: (happening: Happening) => void) {
    this.#attention = new Attention(happen);
  }

  async way(target: DebugTarget, child: Child | null): Promise<DebugWay> {
    const { path, incarnation, pid } = target;
    const where = pid === null ? `${path} #${incarnation}` : `${path} #${incarnation}, process ${pid},`;
    if (child === null) {
      const message = `${where} does not run: look in the tree which incarnation runs now.`;
      return { status: 404, refused: { code: "not_found", message, where: path } };
    }
    if (!isNode(child)) {
      const message = `${where} is not a Node process that Supertree started, or it has not come up yet: it cannot be debugged.`;
      return { status: 409, refused: { code: "not_node", message, where: path } };
    }
    const link = linkOf(child, pid);
    if (!link) {
      const message = `${where} is not there, or does not carry Supertree's agent: descendants do while they are debugged on purpose.`;
      return { status: 404, refused: { code: "not_found", message, where: path } };
    }
    try {
      const channel = await this.#channel(child, link, target);
      return { serve: (client) => channel.serve(client), abandon: () => channel.close() };
    } catch (error) {
      const message = `The debugger of ${where} cannot be reached (${reasonOf(error)}): restart it and try again.`;
      return { status: 502, refused: { code: "start_failed", message, where: path } };
    }
  }

  hear(link: AgentLink, message: FromAgent): void {
    this.#ports.hear(link, message);
    this.#portless.hear(link, message);
  }

  arrived(name: string, channel: AgentChannel): void {
    this.#portless.arrived(name, channel);
  }

  gone(link: AgentLink): void {
    this.#ports.gone(link);
    this.#portless.gone(link);
  }

  /** Whether a debugger has paused the process: it answers nothing then. */
  isPaused(child: Child | null): boolean {
    return child !== null && this.#attention.isPaused(child);
  }

  /** A process that is to stop must not wait at a breakpoint where nobody can come back to; a later pause is its debugger's own. */
  resume(child: Child): void {
    for (const channel of this.#channels.get(child) ?? []) channel.resumeIfPaused();
  }

  async #channel(child: NodeChild, link: AgentLink, { transport }: DebugTarget): Promise<Channel> {
    const { path, incarnation } = child;
    const at = { path, incarnation };
    child.life.hushInspector();
    const ways = transport === "port" ? this.#ports : this.#portless;
    const greeting = transport === "port" ? tellWhenWaiting : [];
    const channel: Channel = await Channel.open((listener) => ways.connect(link, listener), greeting, {
      paused: (isCrashing) => this.#attention.paused(at, channel, isCrashing),
      resumed: () => this.#attention.resumed(at, channel),
      closed: () => {
        this.#channels.get(child)?.delete(channel);
        if (this.#channels.get(child)?.size === 0) this.#channels.delete(child);
        this.#attention.leaves(at, channel);
      },
    });
    this.#channels.set(child, (this.#channels.get(child) ?? new Set()).add(channel));
    this.#attention.debugs(at, channel);
    return channel;
  }
}
