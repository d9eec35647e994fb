import type { LogLine } from "../../wire/index.ts";
import { probe, readyAtOnce } from "../readiness/probe.ts";
import { watch } from "../readiness/watch.ts";
import type { AdoptOrder, Cancel, Hear, Life } from "../world.ts";
import { adoptable } from "./adoptable.ts";
import { whereOf } from "./environment.ts";
import { Orphan } from "./orphan.ts";

/** Takes over a process that runs already and is no child of ours (become_supervisor). */
export function adoptLife(order: AdoptOrder, project: string, hear: Hear): Life {
  return new AdoptedLife(order, project, hear);
}

class AdoptedLife implements Life {
  /** Null until it is known that the process may be taken over, and once it is gone. */
  #orphan: Orphan | null = null;
  #killed = false;
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
    void this.#orphan?.signal(name);
  }

  stop(name: string): void {
    void this.#orphan?.stop(name, this.#killed);
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

  forget(): void {}

  async #adopt(): Promise<void> {
    const { pid, taken } = this.#order;
    const found = await adoptable(pid, taken);
    if (typeof found === "string") return this.#hear.failed(found);
    const orphan = new Orphan(found);
    this.#orphan = orphan;
    this.#say(`process ${pid} was adopted: what it writes goes where it went before, and is not kept here`);
    this.#hear.spawned(pid);
    this.#hear.born({ pid, startTime: found.startTime });
    await orphan.over();
    this.#orphan = null;
    this.#hear.exited({ error: "It was adopted, so how it ended cannot be known." });
  }

  #say(text: string): void {
    const { path, incarnation } = this.#order;
    const line: LogLine = { path, incarnation, stream: "stderr", at: Date.now(), text: `(supertree: ${text})` };
    this.#hear.line(line, null);
  }
}
