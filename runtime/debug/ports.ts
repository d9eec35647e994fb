import type { FromAgent } from "../../wire/index.ts";
import type { AgentLink } from "../agents/links.ts";
import { filler } from "./frames.ts";
import { InspectorSocket } from "./inspector-socket.ts";
import type { Transport, TransportListener } from "./transport.ts";

/** The inspector's port of one process, open while somebody debugs it. */
interface Port {
  url: Promise<string>;
  /** Connections that are open or being opened. */
  users: number;
}

/** Long: on a machine with more to do than it can a process that is held for its debugger must not run without it. */
const answerWithinMs = 60_000;

/** The way over the inspector's port: opened on loopback when the first debugger comes, closed when the last has left. */
export class Ports {
  readonly #open = new Map<AgentLink, Port>();
  readonly #asked = new Map<AgentLink, (answer: string | Error) => void>();

  async connect(link: AgentLink, listener: TransportListener): Promise<Transport> {
    const port = this.#open.get(link) ?? { url: this.#ask(link), users: 0 };
    this.#open.set(link, port);
    port.users++;
    const closed = () => {
      this.#left(link, port);
      listener.closed();
    };
    try {
      return await InspectorSocket.connect(await port.url, filler, { ...listener, closed });
    } catch (error) {
      this.#left(link, port);
      throw error;
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

  #left(link: AgentLink, port: Port): void {
    port.users--;
    if (port.users > 0 || this.#open.get(link) !== port) return;
    this.#open.delete(link);
    link.send({ kind: "close_inspector" });
  }
}

function isLocal(url: string): boolean {
  return /^ws:\/\/(127\.0\.0\.1|\[::1\]|localhost):\d+\//.test(url);
}
