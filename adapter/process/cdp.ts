import type { ProtocolMapping } from "devtools-protocol/types/protocol-mapping.d.ts";
import type { Pipe } from "./pipe.ts";

/** Node's own domain for worker threads, of which V8's protocol knows nothing. */
interface NodeCommands {
  "NodeWorker.enable": { paramsType: [{ waitForDebuggerOnStart: boolean }]; returnType: object };
  "NodeWorker.sendMessageToWorker": { paramsType: [{ sessionId: string; message: string }]; returnType: object };
  "NodeWorker.detach": { paramsType: [{ sessionId: string }]; returnType: object };
}
interface NodeEvents {
  "NodeWorker.attachedToWorker": [{ sessionId: string; workerInfo: { title: string }; waitingForDebugger: boolean }];
  "NodeWorker.detachedFromWorker": [{ sessionId: string }];
  "NodeWorker.receivedMessageFromWorker": [{ sessionId: string; message: string }];
}

export type Commands = ProtocolMapping.Commands & NodeCommands;
export type Method = keyof Commands;
export type ParamsOf<M extends Method> = Commands[M]["paramsType"][0];
export type AnswerOf<M extends Method> = Commands[M]["returnType"];

type Events = ProtocolMapping.Events & NodeEvents;
/** What a process tells unasked; what is not listed is let through unread. */
export type CdpEvent = { [E in keyof Events]: { method: E; params: Events[E][0] } }[keyof Events];

interface Waiting {
  settle(answer: unknown): void;
  fail(error: Error): void;
}

/** The process refused a command, or its channel closed before the answer. */
export class CdpError extends Error {
  override readonly name = "CdpError";
}

/** One thread's debug protocol over its pipe: commands are answered in the order in which they were sent. */
export class Cdp {
  readonly #pipe: Pipe;
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;
  #open = true;

  constructor(pipe: Pipe, hear: (event: CdpEvent) => void, closed: () => void) {
    this.#pipe = pipe;
    const over = () => {
      this.#open = false;
      for (const { fail } of this.#waiting.values()) fail(new CdpError("the process is gone"));
      this.#waiting.clear();
      closed();
    };
    pipe.listen((text) => this.#receive(text, hear), over);
  }

  /** `answered` is called before anything that the process says after the answer is heard: the promise may settle behind that. */
  call<M extends Method>(method: M, params: ParamsOf<M>, answered = () => {}): Promise<AnswerOf<M>> {
    if (!this.#open) return Promise.reject(new CdpError("the process is gone"));
    const id = ++this.#last;
    const answer = new Promise<AnswerOf<M>>((settle, fail) => {
      this.#waiting.set(id, {
        settle: (value) => {
          answered();
          settle(value as AnswerOf<M>);
        },
        fail,
      });
    });
    this.#pipe.send(JSON.stringify({ id, method, params }));
    return answer;
  }

  /** A command whose answer tells nothing: what it does comes as an event, and a process that is gone needs it no more. */
  tell<M extends Method>(method: M, params: ParamsOf<M>): void {
    this.call(method, params).catch(onlyExpected);
  }

  /** Settles when everything sent so far has been answered, or the channel is closed. */
  async fence(): Promise<void> {
    await this.call("Runtime.getIsolateId", undefined).catch(onlyExpected);
  }

  /** `code`: what the runtime is to know about it. */
  close(code?: number): void {
    this.#pipe.close(code);
  }

  #receive(text: string, hear: (event: CdpEvent) => void): void {
    const message = JSON.parse(text);
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (typeof message.id !== "number") hear(message as CdpEvent);
    else if (message.error) waiting?.fail(new CdpError(message.error.message));
    else waiting?.settle(message.result);
  }
}

/** Lets the failures through that only say that the process refused or is gone. */
export function onlyExpected(error: unknown): void {
  if (!(error instanceof CdpError)) throw error;
}
