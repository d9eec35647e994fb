import assert from "node:assert/strict";
import { type Client, connect, findRuntime, watchTree } from "../../client/index.ts";
import { gone } from "../runtime/processes.ts";
import type { Scene } from "./scene.ts";

/** The runtime of a scene's tree as another client sees it, whatever becomes of the debug session. */
export class Outside {
  readonly client: Client;
  readonly #pid: number;

  static async of(scene: Scene): Promise<Outside> {
    const runtime = await findRuntime(scene.spec);
    assert.ok(runtime, "a runtime runs");
    return new Outside(await connect(runtime), runtime.pid);
  }

  private constructor(client: Client, pid: number) {
    this.client = client;
    this.#pid = pid;
  }

  /** Settles when a process prints a line with this text, from now on. Await the outer promise to know that it listens. */
  async nextLine(text: string): Promise<{ printed: Promise<void> }> {
    const printed = new Promise<void>((settle) => {
      this.client.on("output", ({ lines }) => {
        if (lines.some((line) => line.text.includes(text))) settle();
      });
    });
    await this.client.call("logs", { paths: [], lines: 0, follow: true });
    return { printed };
  }

  /** Settles when a child is held at entry. */
  async held(path: string): Promise<void> {
    await new Promise<void>((settle) => {
      void watchTree(this.client, ({ nodes }) => {
        if (nodes.some((node) => node.path === path && node.state === "held")) settle();
      });
    });
  }

  /** Stops the tree and ends the runtime; it writes into its folder until it is gone. */
  async shutDown(): Promise<void> {
    await this.client.call("shutdown", {});
    this.client.close();
    await gone(this.#pid);
  }
}
