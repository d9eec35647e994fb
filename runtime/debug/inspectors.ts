import type { WebSocket } from "ws";
import type { Happening } from "../../core/index.ts";
import type { FromAgent, Path, WireError } from "../../wire/index.ts";
import type { AgentLink } from "../agents/links.ts";
import { type Child, isNode, type NodeChild } from "../children/children.ts";
import { reasonOf } from "../refusal.ts";
import { Channel } from "./channel.ts";

/** How a debugger gets to a process: `serve` its connection, or `abandon` the way; or the reason why there is none. */
export type DebugWay =
  | { serve: (client: WebSocket) => void; abandon: () => void }
  | { refused: WireError; status: 404 | 409 | 502 };

/** The inspector of one incarnation, open while somebody debugs it. */
interface Inspector {
  url: Promise<string>;
  /** Channels that are open or being opened. */
  users: number;
  channels: Set<Channel>;
  paused: Set<Channel>;
}

const answerWithinMs = 10_000;

/** Opens the inspector of a process when the first debugger comes, closes it when the last has left. */
export class Inspectors {
  readonly #happen: (happening: Happening) => void;
  readonly #open = new Map<AgentLink, Inspector>();
  readonly #asked = new Map<AgentLink, (answer: string | Error) => void>();

  constructor(happen: (happening: Happening) => void) {
    this.#happen = happen;
  }

  async way(path: Path, incarnation: number, child: Child | null): Promise<DebugWay> {
    const where = `${path} #${incarnation}`;
    if (child === null) {
      const message = `${where} does not run: look in the tree which incarnation runs now.`;
      return { status: 404, refused: { code: "not_found", message, where: path } };
    }
    if (!isNode(child)) {
      const message = `${where} is not a Node process that Supertree started, or it has not come up yet: it cannot be debugged.`;
      return { status: 409, refused: { code: "not_node", message, where: path } };
    }
    try {
      return await this.#connect(child);
    } catch (error) {
      const message = `The debugger of ${where} cannot be reached (${reasonOf(error)}): restart it and try again.`;
      return { status: 502, refused: { code: "start_failed", message, where: path } };
    }
  }

  hear(link: AgentLink, message: FromAgent): void {
    if (message.kind === "inspector") this.#asked.get(link)?.(message.url);
    if (message.kind === "inspector_failed") this.#asked.get(link)?.(new Error(message.message));
  }

  gone(link: AgentLink): void {
    this.#asked.get(link)?.(new Error("the process is gone"));
    this.#open.delete(link);
  }

  /** A process that is to stop must not wait at a breakpoint where nobody can come back to; a later pause is its debugger's own. */
  resume({ agent }: Child): void {
    const inspector = agent && this.#open.get(agent.link);
    for (const channel of inspector?.paused ?? []) channel.resumeIfPaused();
  }

  async #connect(child: NodeChild): Promise<DebugWay> {
    const { link } = child.agent;
    const inspector = this.#inspectorOf(child, link);
    inspector.users++;
    try {
      const channel = await this.#channel(child, inspector);
      return { serve: (client) => channel.serve(client), abandon: () => channel.close() };
    } catch (error) {
      this.#left(link, inspector);
      throw error;
    }
  }

  #inspectorOf(child: NodeChild, link: AgentLink): Inspector {
    const known = this.#open.get(link);
    if (known) return known;
    child.life.hushInspector();
    const inspector = { url: this.#ask(link), users: 0, channels: new Set<Channel>(), paused: new Set<Channel>() };
    this.#open.set(link, inspector);
    return inspector;
  }

  #ask(link: AgentLink): Promise<string> {
    return new Promise((settle, fail) => {
      const answer = (said: string | Error) => {
        clearTimeout(late);
        this.#asked.delete(link);
        if (said instanceof Error) fail(said);
        else if (isLocal(said)) settle(said);
        else fail(new Error(`it gave the address ${said}, which is not on this machine`));
      };
      const late = setTimeout(() => answer(new Error("its agent does not answer")), answerWithinMs);
      this.#asked.set(link, answer);
      link.send({ kind: "open_inspector" });
    });
  }

  async #channel({ path, incarnation, agent: { link } }: NodeChild, inspector: Inspector): Promise<Channel> {
    const at = { path, incarnation };
    const { channels, paused } = inspector;
    const channel: Channel = await Channel.open(await inspector.url, {
      paused: () => {
        paused.add(channel);
        if (paused.size === 1) this.#happen({ kind: "paused", ...at });
      },
      resumed: () => {
        if (paused.delete(channel) && paused.size === 0) this.#happen({ kind: "resumed", ...at });
      },
      closed: () => {
        channels.delete(channel);
        if (channels.size === 0) this.#happen({ kind: "debugged", ...at, debugged: false });
        this.#left(link, inspector);
      },
    });
    channels.add(channel);
    if (channels.size === 1) this.#happen({ kind: "debugged", ...at, debugged: true });
    return channel;
  }

  #left(link: AgentLink, inspector: Inspector): void {
    inspector.users--;
    if (inspector.users > 0 || this.#open.get(link) !== inspector) return;
    this.#open.delete(link);
    link.send({ kind: "close_inspector" });
  }
}

function isLocal(url: string): boolean {
  return /^ws:\/\/(127\.0\.0\.1|\[::1\]|localhost):\d+\//.test(url);
}
