import { randomBytes } from "node:crypto";
import type { FromAgent } from "../../wire/index.ts";
import type { AgentChannel } from "../agents/channel.ts";
import type { AgentLink } from "../agents/links.ts";
import type { Transport, TransportListener } from "./transport.ts";

interface Awaited {
  link: AgentLink;
  answer(said: AgentChannel | Error): void;
}

/** Long: on a machine with more to do than it can a process that is held for its debugger must not run without it. */
const answerWithinMs = 60_000;

/** The way without a port: a thread in the process connects to the agents' socket once more, and debugs the main thread. */
export class Portless {
  readonly #awaited = new Map<string, Awaited>();

  async connect(link: AgentLink, listener: TransportListener): Promise<Transport> {
    const channel = await this.#ask(link);
    channel.listen(listener);
    return channel;
  }

  /** A connection that nobody waits for any more is closed. */
  arrived(name: string, channel: AgentChannel): void {
    const awaited = this.#awaited.get(name);
    if (awaited) awaited.answer(channel);
    else channel.close();
  }

  hear(_: AgentLink, message: FromAgent): void {
    if (message.kind === "channel_failed") this.#awaited.get(message.channel)?.answer(new Error(message.message));
  }

  gone(link: AgentLink): void {
    for (const awaited of this.#awaited.values())
      if (awaited.link === link) awaited.answer(new Error("the process is gone"));
  }

  #ask(link: AgentLink): Promise<AgentChannel> {
    const name = randomBytes(16).toString("hex");
    return new Promise((settle, fail) => {
      const answer = (said: AgentChannel | Error) => {
        clearTimeout(late);
        this.#awaited.delete(name);
        if (said instanceof Error) fail(said);
        else settle(said);
      };
      const late = setTimeout(() => answer(new Error("its agent does not answer")), answerWithinMs);
      this.#awaited.set(name, { link, answer });
      link.send({ kind: "open_channel", channel: name });
    });
  }
}
