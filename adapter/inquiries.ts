import type { DebugAction, Inspection } from "../core/index.ts";
import { messageOf } from "./refusals.ts";

type Answer = Extract<DebugAction, { do: "respond" | "refuse" }>;

/** Questions that processes answer. One that the client cancels is refused at once; what the process says later is not heard. */
export class Inquiries {
  readonly #answer: (request: Inspection) => Promise<object>;
  readonly #send: (answer: Answer) => void;
  readonly #open = new Set<number>();

  constructor(answer: (request: Inspection) => Promise<object>, send: (answer: Answer) => void) {
    this.#answer = answer;
    this.#send = send;
  }

  async ask(seq: number, request: Inspection): Promise<void> {
    this.#open.add(seq);
    const answer = await this.#answer(request).then(
      (body): Answer => ({ do: "respond", seq, body }),
      (error): Answer => ({ do: "refuse", seq, message: messageOf(error) }),
    );
    if (this.#open.delete(seq)) this.#send(answer);
  }

  cancel(seq: number): void {
    if (this.#open.delete(seq)) this.#send({ do: "refuse", seq, message: "cancelled" });
  }
}
