import type { DebugAction } from "../core/index.ts";
import { messageOf } from "./refusals.ts";
import type { Tree } from "./tree.ts";

type Answer = Extract<DebugAction, { do: "respond" | "refuse" }>;

/** What a person does to processes by way of the runtime. */
export class Hands {
  readonly #tree: Tree;
  readonly #send: (answer: Answer) => void;

  constructor(tree: Tree, send: (answer: Answer) => void) {
    this.#tree = tree;
    this.#send = send;
  }

  async give(seq: number, command: "restart" | "kill" | "stop", paths: readonly string[]): Promise<void> {
    await this.#answer(seq, Promise.all(paths.map((path) => this.#tree.client.call(command, { path }))));
  }

  /** In start order, one after the other. */
  async restartChildren(seq: number, root: string): Promise<void> {
    const { client } = this.#tree;
    const restarted = client.call("which_children", { path: root }).then(async ({ children }) => {
      for (const { path } of children) await client.call("restart", { path });
    });
    await this.#answer(seq, restarted);
  }

  async #answer(seq: number, done: Promise<unknown>): Promise<void> {
    try {
      await done;
      this.#send({ do: "respond", seq, body: {} });
    } catch (error) {
      this.#send({ do: "refuse", seq, message: messageOf(error) });
    }
  }
}
