import type { LogLine } from "../../wire/index.ts";
import { probe, readyAtOnce } from "../readiness/probe.ts";
import { watch } from "../readiness/watch.ts";
import { isSameProcess } from "../state/process-identity.ts";
import type { AdoptOrder, Cancel, Hear, Life } from "../world.ts";
import { adoptable, type Found } from "./adoptable.ts";
import { whereOf } from "./environment.ts";
import { groupGone, signalGroup, signalProcess } from "./group.ts";

/** Takes over a process that runs already and is no child of ours (become_supervisor). */
export function adoptLife(order: AdoptOrder, project: string, hear: Hear): Life {
  return new AdoptedLife(order, project, hear);
}

/** Only a parent is told of an end, and Node knows no pidfd: the system is asked this often, and more often when an end is expected. */
const lookEveryMs = { living: 100, stopping: 10 } as const;

class AdoptedLife implements Life {
  /** Null until it is known that the process may be taken over, and once it is gone. */
  #found: Found | null = null;
  #stopping = false;
  #killed = false;
  #wake: () => void = () => {};
  readonly #order: AdoptOrder;
  readonly #project: string;
  readonly #hear: Hear;

  constructor(order: AdoptOrder, project: string, hear: Hear) {
    this.#order = order;
    this.#project = project;
    this.#hear = hear;
    void this.#adopt();
  }

  signal(name: string): void {
    if (this.#found) signalProcess(this.#found.pid, name);
  }

  stop(name: string): void {
    this.#stopping = true;
    if (this.#found) send(this.#found, name);
    this.#wake();
  }

  kill(): void {
    this.#killed = true;
    this.stop("SIGKILL");
  }

  /** What it said before is not known: one that would say so itself counts as ready, since it runs already. */
  probe(ready: () => void): Cancel {
    const { spec } = this.#order;
    const refused = (reason: string) => this.#say(`not ready yet: ${reason}`);
    return probe(spec.ready, whereOf(this.#project, spec), { ready, refused }) ?? readyAtOnce(ready);
  }

  watch(failed: (error: string) => void): Cancel {
    const { spec } = this.#order;
    return watch(spec.alive, whereOf(this.#project, spec), failed);
  }

  hushInspector(): void {}

  async #adopt(): Promise<void> {
    const { pid, taken } = this.#order;
    const found = await adoptable(pid, taken);
    if (typeof found === "string") return this.#hear.failed(found);
    this.#found = found;
    this.#say(`process ${pid} was adopted: what it writes goes where it went before, and is not kept here`);
    this.#hear.spawned(pid);
    await this.#attend(found);
    this.#found = null;
    this.#hear.exited({ error: "It was adopted, so how it ended cannot be known." });
  }

  /** Settles when the process is gone, with its group where it leads one: as with a child of ours, an unasked end takes the rest along. */
  async #attend(found: Found): Promise<void> {
    while (await isSameProcess(found.pid, found.startTime)) await this.#pause();
    if (!found.leads) return;
    if (!this.#stopping) {
      this.#killed = true;
      signalGroup(found.pid, "SIGKILL");
    }
    await groupGone(found.pid, () => this.#killed);
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

  #say(text: string): void {
    const { path, incarnation } = this.#order;
    const line: LogLine = { path, incarnation, stream: "stderr", at: Date.now(), text: `(supertree: ${text})` };
    this.#hear.line(line);
  }
}

function send({ pid, leads }: Found, name: string): void {
  if (leads) signalGroup(pid, name);
  else signalProcess(pid, name);
}
