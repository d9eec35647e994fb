import type { FromAgent, ToAgent } from "../wire/agent.ts";
import { leadsTo } from "./leads-to.ts";
import { type House, Upgrade } from "./upgrade.ts";

type Step = Extract<ToAgent, { reload: number }>;

/** How many reloads can be undone: the last, and the one before it when the last is undone for failing elsewhere. */
const undoable = 2;

/** The reloads of this process, step by step as the runtime asks; a step that fails has changed nothing. */
export class Reloads {
  readonly #house: House;
  #prepared: { reload: number; upgrade: Upgrade } | null = null;
  #done: { reload: number; upgrade: Upgrade; served: boolean }[] = [];
  /** While calls wait for `open`: what is to be told then, and the time when they wait no longer. */
  #closed: { reload: number; timer: NodeJS.Timeout } | null = null;

  constructor(house: House) {
    this.#house = house;
  }

  /** The answer to a step; null for those that need none. */
  async step(step: Step): Promise<FromAgent | null> {
    const { reload } = step;
    try {
      return await this.#take(step);
    } catch (error) {
      return { kind: "reload_failed", reload, message: error instanceof Error ? error.message : String(error) };
    }
  }

  /** Tells a runtime that has come later what this process has loaded, and what it declares. */
  tellAll(): void {
    this.#house.modules.tellAll();
    this.#house.program.tell();
  }

  /** Where imports of a loaded module lead; null for what leads nowhere. */
  resolve(from: string, specifiers: readonly string[]): (string | null)[] {
    const module = this.#house.modules.find(from);
    return specifiers.map((specifier) => (module ? leadsTo(specifier, module.current) : null));
  }

  /** Nobody is there to say `open` any longer: a switch that is not open yet goes back, so that all processes stay as they were. */
  async abandon(): Promise<void> {
    const closed = this.#closed;
    const last = this.#done.at(-1);
    if (!closed) return;
    if (last?.reload === closed.reload && last.upgrade.inPlace) await last.upgrade.rollBack(false);
    this.#open(closed.reload);
  }

  async #take(step: Step): Promise<FromAgent | null> {
    const { reload } = step;
    switch (step.kind) {
      case "prepare": {
        const upgrade = new Upgrade(this.#house, step.changes);
        await upgrade.prepare(step.limitMs);
        this.#prepared = { reload, upgrade };
        return { kind: "prepared", reload, migrated: upgrade.migrated };
      }
      case "commit":
        await this.#commit(step);
        return { kind: "committed", reload };
      case "prepare_back": {
        const last = this.#last(reload);
        last.upgrade.prepareBack(step.limitMs);
        const migrated = last.upgrade.migrated.map(({ name, from, to }) => ({ name, from: to, to: from }));
        return { kind: "prepared", reload, migrated };
      }
      case "roll_back":
        await this.#rollBack(step);
        return { kind: "rolled_back", reload };
      case "open":
        this.#open(reload);
        return null;
      case "forget":
        if (this.#prepared?.reload === reload) this.#prepared = null;
        return null;
    }
  }

  async #commit({ reload, until, openWithinMs }: Extract<Step, { kind: "commit" }>): Promise<void> {
    const last = this.#done.at(-1);
    if (last?.reload === reload && last.upgrade.inPlace) return; // it was not rolled back
    const again = this.#done.find((done) => done.reload === reload && !done.upgrade.inPlace);
    const upgrade = again?.upgrade ?? this.#takePrepared(reload);
    if (Date.now() > until) throw new Error("the reload came too late: the process was busy or paused meanwhile");
    await this.#quietly({ upgrade, reload, until, openWithinMs, force: false }, () => upgrade.commit());
    if (again) again.served = false;
    else this.#done = [...this.#done, { reload, upgrade, served: false }].slice(-undoable);
  }

  async #rollBack({ reload, until, openWithinMs, force }: Extract<Step, { kind: "roll_back" }>): Promise<void> {
    if (this.#prepared?.reload === reload) this.#prepared = null;
    const done = this.#done.at(-1);
    if (done?.reload !== reload || !done.upgrade.inPlace) return;
    const { upgrade } = done;
    await this.#quietly({ upgrade, reload, until, openWithinMs, force }, () => upgrade.rollBack(done.served));
  }

  /** Switches while no call of an entry is under way; new ones wait until `open`. */
  async #quietly({ upgrade, reload, until, openWithinMs, force }: Quietly, work: () => Promise<void>): Promise<void> {
    const { gate, owned } = this.#house.program;
    if (upgrade.needsQuiet) {
      gate.close();
      const left = await gate.drained(until);
      if (left > 0 && !force) {
        gate.open();
        const calls = left === 1 ? "1 call of an entry" : `${left} calls of entries`;
        throw new Error(`${calls} did not end in time: give entries that take long { wait: false }, or try again`);
      }
    }
    try {
      for (const { before } of owned.values()) for (const listener of before) await listener();
      if (Date.now() > until && !force) throw new Error("the reload came too late: its hooks took too long");
      await work();
    } catch (error) {
      gate.open();
      throw error;
    }
    clearTimeout(this.#closed?.timer);
    this.#closed = { reload, timer: setTimeout(() => this.#open(reload), openWithinMs).unref() };
  }

  /** Calls go on, and those who asked for it hear of what has happened. */
  #open(reload: number): void {
    if (this.#closed?.reload !== reload) return;
    clearTimeout(this.#closed.timer);
    this.#closed = null;
    const { program } = this.#house;
    program.gate.open();
    const done = this.#done.find((each) => each.reload === reload);
    if (!done) return;
    const kind = done.upgrade.inPlace ? "committed" : "rolled_back";
    done.served = done.upgrade.inPlace;
    if (done.served) done.upgrade.discardOld();
    program.announce({ kind, modules: done.upgrade.urls });
    program.tell();
  }

  #takePrepared(reload: number): Upgrade {
    const prepared = this.#prepared;
    if (prepared?.reload !== reload) throw new Error("the reload is no longer prepared");
    this.#prepared = null;
    return prepared.upgrade;
  }

  #last(reload: number): { upgrade: Upgrade } {
    const last = this.#done.at(-1);
    if (last?.reload !== reload || !last.upgrade.inPlace) throw new Error("it is not the last reload of this process");
    return last;
  }
}

interface Quietly {
  upgrade: Upgrade;
  reload: number;
  until: number;
  openWithinMs: number;
  force: boolean;
}
