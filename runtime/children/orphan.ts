import { isSameProcess, statOf } from "../state/process-identity.ts";
import { groupGone, signalGroup, signalProcess } from "./group.ts";

/** A process without the parent that would be told of its end. */
export interface Stray {
  pid: number;
  /** Null where the system does not tell; then the pid alone names it. */
  startTime: string | null;
  /** Whether a signal may go to its whole group: it leads one, and nobody else's. */
  leads: boolean;
}

/** Only a parent is told of an end, and Node knows no pidfd: the system is asked this often, and more often when an end is expected. */
const lookEveryMs = { living: 200, stopping: 10 } as const;

/** Watches over a process that is nobody's child here, and never touches another that has come to its id. */
export class Orphan {
  readonly #stray: Stray;
  #stopping = false;
  #killed = false;
  #wake: () => void = () => {};

  constructor(stray: Stray) {
    this.#stray = stray;
  }

  /** To the process alone. */
  async signal(name: string): Promise<void> {
    if (await this.#lives()) signalProcess(this.#stray.pid, name);
  }

  /** To its group where it leads one. `killed`: nobody of it can refuse. */
  async stop(name: string, killed: boolean): Promise<void> {
    if (await this.#lives()) {
      if (this.#stray.leads) signalGroup(this.#stray.pid, name);
      else signalProcess(this.#stray.pid, name);
    }
    this.expectEnd(killed);
  }

  expectEnd(killed: boolean): void {
    this.#stopping = true;
    this.#killed ||= killed;
    this.#wake();
  }

  /** Settles when the process is gone, with its group where it leads one: as with a child of ours, an unasked end takes the rest along. */
  async over(): Promise<void> {
    while (await this.#lives()) await this.#pause();
    const { pid, leads } = this.#stray;
    if (!leads || !(await isLeaderless(pid))) return;
    if (!this.#stopping) {
      this.#killed = true;
      signalGroup(pid, "SIGKILL");
    }
    await groupGone(pid, () => this.#killed);
  }

  #lives(): Promise<boolean> {
    return isSameProcess(this.#stray.pid, this.#stray.startTime);
  }

  #pause(): Promise<void> {
    return new Promise((settle) => {
      const timer = setTimeout(settle, this.#stopping ? lookEveryMs.stopping : lookEveryMs.living);
      this.#wake = () => {
        clearTimeout(timer);
        settle();
      };
    });
  }
}

/** A process of this id that lives is another one's leader by now: an id is given anew only when nobody of its old group is left. */
async function isLeaderless(pid: number): Promise<boolean> {
  return (await statOf(pid))?.lives !== true;
}
