import type { Ended, ExitReason } from "../../wire/index.ts";
import type { KeeperLink, KeptListener, Known } from "../keeper/link.ts";
import type { Spools } from "../output/spools.ts";
import { isKnownByAddress, occupant, probe, readyAtOnce } from "../readiness/probe.ts";
import { watch } from "../readiness/watch.ts";
import { startTimeNow, startTimeOf, statOf } from "../state/process-identity.ts";
import type { Cancel, Hear, Life, StartOrder } from "../world.ts";
import { whereOf } from "./environment.ts";
import { startFailure } from "./failure.ts";
import { groupGone, signalGroup } from "./group.ts";
import { keeperOrder } from "./keeper-order.ts";
import { Orphan } from "./orphan.ts";
import { Output } from "./output.ts";
import { turn } from "./turn.ts";

export interface LifeTools {
  /** The folder that children start in. */
  project: string;
  keeper: KeeperLink;
  spools: Spools;
}

/** A child that the keeper starts as the leader of a process group of its own, or that an earlier runtime has had started. */
export function startLife(order: StartOrder, tools: LifeTools, hear: Hear): Life {
  return new KeptLife(order, tools, hear);
}

type Stage =
  /** It is looked whether it may start. */
  | { at: "waiting" }
  /** The keeper was asked to start it. */
  | { at: "asked" }
  | { at: "living"; pid: number }
  /** Its keeper is gone, it lives on. */
  | { at: "orphaned"; orphan: Orphan }
  /** The leader is gone, others of its group may not be. */
  | { at: "ending"; pid: number }
  | { at: "over" };

interface Signal {
  name: string;
  to: "process" | "group";
}

const unknownEnd: ExitReason = { error: "It ended while nobody watched over it, so how it ended cannot be known." };

class KeptLife implements Life {
  #stage: Stage = { at: "waiting" };
  #startTime: string | null;
  #killed = false;
  #stopping = false;
  /** Signals that the keeper was asked to send and has not told of. */
  #unsent: Signal[] = [];
  readonly #order: StartOrder;
  readonly #tools: LifeTools;
  readonly #hear: Hear;
  readonly #output: Output;
  readonly #listener: KeptListener = {
    started: (pid) => this.#live(pid),
    failed: (failure) => this.#fail(startFailure(failure, this.#order.spec, this.#tools.project)),
    signalled: () => void this.#unsent.shift(),
    ended: (ended) => void this.#ended(ended),
    lost: (survivor) => this.#lost(survivor),
  };

  constructor(order: StartOrder, tools: LifeTools, hear: Hear) {
    this.#order = order;
    this.#tools = tools;
    this.#hear = hear;
    this.#startTime = order.former?.startTime ?? null;
    this.#output = new Output(order, tools.spools, hear);
    const known = tools.keeper.takeUp(order, this.#listener);
    if (known) this.#takeUp(known);
    else if (order.former) void this.#adopt(order.former.pid);
    else this.#start();
  }

  signal(name: string): void {
    if (this.#stage.at === "living") this.#send({ name, to: "process" });
    if (this.#stage.at === "orphaned") void this.#stage.orphan.signal(name);
  }

  stop(name: string): void {
    this.#stopping = true;
    switch (this.#stage.at) {
      case "asked":
      case "living":
        this.#send({ name, to: "group" }); // the keeper hears this after the start
        return;
      case "orphaned":
        void this.#stage.orphan.stop(name, this.#killed);
        return;
      case "ending":
        signalGroup(this.#stage.pid, name);
    }
  }

  kill(): void {
    this.#killed = true;
    this.stop("SIGKILL");
  }

  probe(ready: () => void): Cancel {
    const { spec } = this.#order;
    const refused = (reason: string) => this.#output.say(`not ready yet: ${reason}`);
    const asked = probe(spec.ready, whereOf(this.#tools.project, spec), { ready, refused });
    return asked ?? this.#output.awaitReady(ready) ?? readyAtOnce(ready);
  }

  watch(failed: (error: string) => void): Cancel {
    const { spec } = this.#order;
    return watch(spec.alive, whereOf(this.#tools.project, spec), failed);
  }

  hushInspector(): void {
    this.#output.hushInspector();
  }

  forget(): void {
    this.#tools.keeper.forget(this.#order);
    void this.#output.remove();
  }

  #send(signal: Signal): void {
    this.#unsent.push(signal);
    this.#tools.keeper.signal(this.#order, signal.name, signal.to);
  }

  /** Nobody waits for a turn of the event loop who need not: a restart is to be quick. */
  #start(): void {
    const free = turn();
    if (free || isKnownByAddress(this.#order.spec.ready)) void this.#startOnce(free);
    else this.#begin();
  }

  async #startOnce(free: Promise<void> | null): Promise<void> {
    await free;
    const occupied = await occupant(this.#order.spec.ready);
    if (occupied === null) this.#begin();
    else this.#fail(occupied);
  }

  #begin(): void {
    this.#output.begin();
    this.#ask();
  }

  #ask(): void {
    this.#stage = { at: "asked" };
    this.#tools.keeper.start(keeperOrder(this.#order, this.#tools), this.#listener);
  }

  /** What was started before: as the keeper of that time knows it, or as the system shows it. */
  #takeUp(known: Known): void {
    switch (known.is) {
      case "failed":
        this.#listener.failed(known);
        return;
      case "orphan":
        void this.#adopt(known.pid);
        return;
      case "living":
      case "ended":
        this.#output.resume();
        this.#live(known.pid);
        if (known.is === "ended") void this.#ended(known);
    }
  }

  #live(pid: number): void {
    this.#stage = { at: "living", pid };
    if (this.#order.former?.pid === pid) return; // core knows
    this.#hear.spawned(pid);
    setImmediate(() => this.#identify(pid)); // first: whoever waits for the process hears of it
  }

  #identify(pid: number): void {
    this.#startTime = startTimeNow(pid);
    this.#hear.born({ pid, startTime: this.#startTime });
  }

  /** The keeper is gone. What it was asked to start and has not started, the next one starts. */
  #lost(survivor: number | null): void {
    if (this.#stage.at === "living") void this.#adopt(this.#stage.pid);
    else if (survivor !== null) void this.#adopt(survivor);
    else this.#ask();
  }

  async #adopt(pid: number): Promise<void> {
    this.#output.resume();
    if (this.#stage.at !== "living") this.#live(pid);
    this.#startTime ??= await startTimeOf(pid);
    const leads = (await statOf(pid))?.group === pid;
    const orphan = new Orphan({ pid, startTime: this.#startTime, leads });
    this.#stage = { at: "orphaned", orphan };
    if (this.#stopping) orphan.expectEnd(this.#killed);
    for (const { name, to } of this.#unsent.splice(0)) {
      void (to === "group" ? orphan.stop(name, this.#killed) : orphan.signal(name));
    }
    await orphan.over();
    await this.#over(unknownEnd);
  }

  /** A leader that was not asked to end leaves nothing behind; one that was gives the rest of its group the time it has itself. */
  async #ended({ code, signal, left }: Ended): Promise<void> {
    if (this.#stage.at !== "living") return;
    const { pid } = this.#stage;
    this.#stage = { at: "ending", pid };
    if (!this.#stopping) this.#killed = true;
    if (left && !this.#stopping) signalGroup(pid, "SIGKILL");
    if (left) await groupGone(pid, () => this.#killed);
    await this.#over(exitReason(code, signal));
  }

  async #over(reason: ExitReason): Promise<void> {
    await this.#output.finish();
    this.#stage = { at: "over" };
    this.#hear.exited(reason);
  }

  #fail(error: string): void {
    this.#stage = { at: "over" };
    this.#hear.failed(error);
  }
}

function exitReason(code: number | null, signal: string | null): ExitReason {
  if (signal !== null) return { signal };
  return code === 0 || code === null ? "normal" : { code };
}
