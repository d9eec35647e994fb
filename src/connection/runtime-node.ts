import {
  type Client,
  type Closed,
  connect,
  type FoundRuntime,
  findRuntime,
  type Health,
  WireFailure,
  watchTree,
} from "../../client/index.ts";
import type { Answer, CommandName, Delta, Notice, Params, Path, Snapshot } from "../../wire/index.ts";
import { t } from "../t.ts";
import type { Elsewhere } from "./elsewhere.ts";
import { Outline, type Touched } from "./outline.ts";

export type NodeState =
  /** No runtime owns the tree of this spec. */
  | { kind: "idle" }
  | { kind: "connecting" }
  | { kind: "connected"; client: Client; runtime: FoundRuntime; snapshot: Snapshot; outline: Outline }
  /** A runtime is there but cannot be talked to; `message` says why. */
  | { kind: "lost"; message: string; last: LastKnown | null };

/** How the tree of a node elsewhere was when the connection to it broke. */
export interface LastKnown {
  runtime: FoundRuntime;
  snapshot: Snapshot;
  outline: Outline;
}

export type Connected = Extract<NodeState, { kind: "connected" }>;

export type NodeEvent =
  | { kind: "state" }
  | { kind: "tree"; snapshot: Snapshot; delta: Delta; touched: Touched }
  | { kind: "notice"; notice: Heard };

/** The notices an editor listens to, beside the tree. */
export type Heard = Extract<
  Notice,
  { name: "output" | "report" | "trace" | "traces_changed" | "reloaded" | "reload_progress" | "metrics" }
>;

const firstRetryMs = 200;
const lastRetryMs = 5_000;

/** One runtime as this editor sees it: found by its spec, dialled whenever it runs, followed until disposed. */
export class RuntimeNode {
  readonly specFile: string;
  readonly #happened: (event: NodeEvent) => void;
  #state: NodeState = { kind: "idle" };
  #looking: Promise<void> | null = null;
  #lookAgain = false;
  #retries = 0;
  #retry: NodeJS.Timeout | undefined;
  #disposed = false;
  readonly #killed = new Set<Path>();

  /** Of another machine; `specFile` is its name then. Null for one of this machine, which its spec leads to. */
  readonly elsewhere: Elsewhere | null;
  #health: Health = "up";

  constructor(specFile: string, happened: (event: NodeEvent) => void, elsewhere: Elsewhere | null = null) {
    this.specFile = specFile;
    this.#happened = happened;
    this.elsewhere = elsewhere;
  }

  /** Whether a node elsewhere has been silent for a while: `suspect` before it counts as lost. */
  get isSuspect(): boolean {
    return this.#state.kind === "connected" && this.#health === "suspect";
  }

  get state(): NodeState {
    return this.#state;
  }

  /** Connects when a runtime owns the tree; settles when that is decided. Call it whenever the runtime's file may have changed. */
  look(): Promise<void> {
    this.#lookAgain = this.#looking !== null;
    this.#looking ??= this.#find().finally(() => {
      this.#looking = null;
      if (this.#lookAgain) void this.look();
    });
    return this.#looking;
  }

  /** Gives a command; fails with a `WireFailure`, `no_runtime` when the node is not connected. */
  async call<C extends CommandName>(name: C, params: Params<C>): Promise<Answer<C>> {
    if (this.#state.kind !== "connected") {
      const message = t("The tree does not run. Start it with “Supertree: Start Tree”.");
      throw new WireFailure({ code: "no_runtime", message, where: this.specFile });
    }
    if (name === "kill" && "path" in params && params.path !== undefined) this.#killed.add(params.path);
    return this.#state.client.call(name, params);
  }

  /** Whether an exit of this child was brought about from here; asked once for each exit. */
  hasKilled(path: Path): boolean {
    return this.#killed.delete(path);
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#retry);
    if (this.#state.kind === "connected") this.#state.client.close();
  }

  async #find(): Promise<void> {
    if (this.#disposed || this.#state.kind === "connected") return;
    clearTimeout(this.#retry);
    try {
      const found = this.elsewhere ? null : await findRuntime(this.specFile);
      const endpoint = found ?? (await this.elsewhere?.endpoint());
      if (!endpoint) return this.#enter({ kind: "idle" });
      if (this.#state.kind === "idle") this.#enter({ kind: "connecting" });
      const client = await connect(endpoint);
      await this.#follow(found ?? { ...(await client.call("status", {})), ...endpoint }, client);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      this.#enter({ kind: "lost", message: error.message, last: this.#last() });
      if (error instanceof WireFailure && error.code === "no_runtime") this.#retryLater();
    }
  }

  async #follow(runtime: FoundRuntime, client: Client): Promise<void> {
    void client.closed.then((how) => this.#closed(client, how));
    this.#health = "up";
    client.onHealth((health) => {
      this.#health = health;
      this.#happened({ kind: "state" });
    });
    const last = this.#last();
    const known = last?.runtime.pid === runtime.pid && last.runtime.spec === runtime.spec ? last.snapshot : null;
    const hear = (notice: Heard) => this.#happened({ kind: "notice", notice });
    client.on("output", (params) => hear({ name: "output", params }));
    client.on("report", (params) => hear({ name: "report", params }));
    client.on("trace", (params) => hear({ name: "trace", params }));
    client.on("traces_changed", (params) => hear({ name: "traces_changed", params }));
    client.on("metrics", (params) => hear({ name: "metrics", params }));
    client.on("reload_progress", (params) => hear({ name: "reload_progress", params }));
    client.on("reloaded", (params) => hear({ name: "reloaded", params }));
    await watchTree(
      client,
      (snapshot, delta) => {
        const { outline } = this.#state.kind === "connected" ? this.#state : { outline: null };
        if (this.#disposed) client.close();
        else if (outline === null || delta === null) {
          this.#enter({ kind: "connected", client, runtime, snapshot, outline: new Outline(snapshot) });
        } else {
          this.#state = { kind: "connected", client, runtime, snapshot, outline };
          this.#happened({ kind: "tree", snapshot, delta, touched: outline.take(delta) });
        }
      },
      known,
    );
    this.#retries = 0;
  }

  /** A runtime that ended leaves no file; one that restarts writes a new one: looking again tells. */
  #closed(client: Client, how: Closed): void {
    if (this.#state.kind !== "connected" || this.#state.client !== client || this.#disposed) return;
    const reason = how.by === "fault" ? how.message : t("The runtime ended or went out of reach.");
    this.#enter({ kind: "lost", message: reason, last: this.#last() });
    void this.look();
  }

  /** What is kept of a node elsewhere until it is back; of one here the disk says what is so. */
  #last(): LastKnown | null {
    if (this.elsewhere === null) return null;
    if (this.#state.kind === "lost") return this.#state.last;
    if (this.#state.kind !== "connected") return null;
    const { runtime, snapshot, outline } = this.#state;
    return { runtime, snapshot, outline };
  }

  /** The runtime's process lives but does not answer (yet, or any more): it is dialled less and less often. */
  #retryLater(): void {
    const delayMs = Math.min(firstRetryMs * 2 ** this.#retries, lastRetryMs);
    this.#retries += 1;
    this.#retry = setTimeout(() => void this.look(), delayMs);
  }

  #enter(state: NodeState): void {
    if (this.#disposed) return;
    const same = this.#state.kind === state.kind && state.kind !== "connected";
    this.#state = state;
    if (!same) this.#happened({ kind: "state" });
  }
}
