import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { LeanDap } from "../test/torture/lean-dap.ts";
import type { DebugTransport } from "../wire/index.ts";
import { lineOf, type Place } from "./program.ts";

type Stopped = { threadId: number };

/** A debug session over N times the bench's program. */
export class DebuggedTree {
  readonly dap = new LeanDap();
  readonly #place: Place;
  readonly #stops: number[] = [];
  #wake = () => {};

  constructor(place: Place, count: number) {
    this.#place = place;
    writeFileSync(join(place.folder, "supertree.yaml"), specOf(count));
    this.dap.on<Stopped>("stopped", ({ threadId }) => {
      this.#stops.push(threadId);
      this.#wake();
    });
  }

  /** From the first request until the tree is told to start, with breakpoints at these markers. */
  async launch(transport: DebugTransport, ...markers: readonly string[]): Promise<void> {
    const initialized = new Promise<void>((settle) => this.dap.on("initialized", () => settle()));
    await this.dap.request("initialize", { adapterID: "supertree" });
    const joined = this.dap.request("launch", { spec: join(this.#place.folder, "supertree.yaml"), transport });
    await initialized;
    await this.breakAt(...markers);
    await this.dap.request("configurationDone");
    await joined;
  }

  breakAt(...markers: readonly string[]): Promise<unknown> {
    const breakpoints = markers.map((marker) => ({ line: lineOf(marker) }));
    return this.dap.request("setBreakpoints", { source: { path: this.#place.file }, breakpoints });
  }

  /** The next stop that was not taken yet. */
  async stopped(): Promise<number> {
    for (;;) {
      const thread = this.#stops.shift();
      if (thread !== undefined) return thread;
      await new Promise<void>((settle) => {
        this.#wake = settle;
      });
    }
  }

  /** Settles when the debug channels of so many processes are open; answers with their threads. */
  async attached(count: number): Promise<number[]> {
    for (;;) {
      const { threads } = await this.dap.request<{ threads: { threadId: number; state: string }[] }>(
        "supertree/threads",
      );
      const open = threads.filter(({ state }) => state === "running");
      if (open.length === count) return open.map(({ threadId }) => threadId);
      await sleep(50); // a question costs as much as all processes together
    }
  }

  /** Resident megabytes of the adapter. */
  memory(): number {
    const { pid } = this.dap.process;
    return Number(spawnSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" }).stdout) / 1024;
  }

  async end(): Promise<void> {
    await this.dap.request("disconnect", { terminateDebuggee: true });
    this.dap.process.stdin.end();
    await this.dap.ended;
  }
}

const specOf = (count: number) => `name: bench
dynamic: { max: 1000 }
default: { run: node worker.js }
children: { from: 1, to: ${count}, id: "worker-{n}" }
`;
