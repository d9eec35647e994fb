import { WireFailure } from "../client/index.ts";
import type { DebugAction, DebugEvent, ThreadId } from "../core/index.ts";
import type { Handles } from "./inspect/handles.ts";
import type { CdpEvent } from "./process/cdp.ts";
import { overSocket } from "./process/pipe.ts";
import type { Sources } from "./process/sources.ts";
import { Target } from "./process/target.ts";
import type { WorkerThread } from "./process/workers.ts";
import { messageOf } from "./refusals.ts";
import type { Tree } from "./tree.ts";

type AttachWorker = Extract<DebugAction, { do: "attach_worker" }>;
type Attach = Extract<DebugAction, { do: "attach" }>;
type Release = Extract<DebugAction, { do: "release" }>;

interface House {
  tree: Tree;
  handles: Handles;
  post(event: DebugEvent): void;
  /** What a process tells that is none of its own debugging. */
  heard(from: Target, event: CdpEvent): void;
  say(category: "important", text: string): void;
  /** Whether the session still has this thread. */
  isWanted(thread: ThreadId): boolean;
}

/** The open debug channels, one an incarnation. */
export class Targets {
  readonly #house: House;
  readonly #byThread = new Map<ThreadId, Target>();
  /** The target of the newest incarnation of each child, also when it has just ended: its last lines may come after that. */
  readonly #newest = new Map<string, Target>();

  /** Worker threads that have been told of and are not attached yet, by our number for them. */
  readonly #workers = new Map<number, WorkerThread>();
  #lastWorker = 0;

  constructor(house: House) {
    this.#house = house;
  }

  get all(): readonly Target[] {
    return [...this.#byThread.values()];
  }

  get(thread: ThreadId): Target | undefined {
    return this.#byThread.get(thread);
  }

  writer(path: string, incarnation: number): Target | undefined {
    const target = this.#newest.get(path);
    return target?.incarnation === incarnation ? target : undefined;
  }

  async attach({ thread, path, incarnation, pid }: Attach, sources: Sources): Promise<void> {
    const { tree, post, isWanted } = this.#house;
    try {
      const pipe = overSocket(await tree.channel(path, incarnation, pid));
      const target = this.#target({ thread, path, incarnation, pipe, worker: false, sources });
      if (!isWanted(thread)) return target.close(); // it ended while the channel was opened
      this.#byThread.set(thread, target);
      if (pid === null) this.#newest.set(path, target);
      post({ kind: "attached", thread });
    } catch (error) {
      post({ kind: "attach_failed", thread, message: messageOf(error) });
    }
  }

  /** A worker thread that a process told of. */
  attachWorker({ thread, of, worker }: AttachWorker, sources: Sources): void {
    const pipe = this.#workers.get(worker)?.pipe;
    const owner = this.get(of);
    this.#workers.delete(worker);
    if (!pipe || !owner) return;
    const { path, incarnation } = owner;
    this.#byThread.set(thread, this.#target({ thread, path, incarnation, pipe, worker: true, sources }));
    this.#house.post({ kind: "attached", thread });
  }

  detach(thread: ThreadId): void {
    const target = this.#byThread.get(thread);
    if (!target) return;
    this.#byThread.delete(thread);
    target.close();
    this.#house.handles.ended(target);
  }

  /** What is paused goes on, unless it is to stay `suspended`. */
  detachAll(suspend: boolean): void {
    for (const target of this.all) if (suspend) target.suspend();
    for (const { thread } of this.all) this.detach(thread);
  }

  /** *Bind before release*: not before the process has answered for everything that it was sent. */
  async release({ thread, path, incarnation, pid }: Release): Promise<void> {
    const target = this.get(thread);
    await target?.settled();
    if (target?.isWorker) return target.begin();
    try {
      await this.#house.tree.client.call("release", { path, incarnation, ...(pid === null ? {} : { pid }) });
    } catch (error) {
      const isOver =
        error instanceof WireFailure && ["not_held", "not_found", "not_running", "no_runtime"].includes(error.code);
      if (!isOver) this.#house.say("important", `[${path}] could not be released: ${messageOf(error)}`);
    }
  }

  #target(at: ConstructorParameters<typeof Target>[0]): Target {
    const { post, heard } = this.#house;
    return new Target(at, post, heard, (of, worker) => {
      this.#workers.set(++this.#lastWorker, worker);
      post({ kind: "worker", of: of.thread, worker: this.#lastWorker, held: worker.isHeld });
    });
  }

  /** The process goes on: what was seen of its pause is gone. */
  move(thread: ThreadId, go: (target: Target) => void): void {
    const target = this.get(thread);
    if (!target) return;
    this.#house.handles.resumed(target);
    go(target);
  }
}
