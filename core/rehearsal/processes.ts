import type { Count } from "../../spec/index.ts";
import type { ExitReason, Path } from "../../wire/index.ts";
import type { Action, Happening } from "../supervision/index.ts";
import type { WorkerNode } from "../supervision/tree.ts";
import type { Agenda } from "./agenda.ts";
import type { Whim } from "./cues.ts";

type Order<D extends Action["do"]> = Extract<Action, { do: D }>;
type Deed = "start_fails" | "start_takes" | "stop_takes";

/** Processes that are not there: they start, become ready and obey at once, except where a whim has it otherwise. */
export class Processes {
  readonly #agenda: Agenda;
  readonly #living = new Map<Path, { incarnation: number; pid: number | null; readyInMs: number }>();
  readonly #whims: Record<Deed, Map<Path, { whim: Whim; left: Count }>> = {
    start_fails: new Map(),
    start_takes: new Map(),
    stop_takes: new Map(),
  };
  #lastPid = 0;

  constructor(agenda: Agenda) {
    this.#agenda = agenda;
  }

  /** From now on the child's processes behave like this. */
  obey(deed: Deed, path: Path, whim: Whim): void {
    this.#whims[deed].set(path, { whim, left: whim.times ?? "infinity" });
  }

  /** A process of a tree that runs: what it was about to do it does now. */
  takeOver({ path, incarnation, phase, pid }: WorkerNode, now: number): void {
    if (phase.is === "down" || phase.is === "queued") return;
    this.#living.set(path, { incarnation, pid, readyInMs: 0 });
    if (phase.is === "starting") this.#agenda.put(now, { kind: "ready", path, incarnation });
    if (pid === null) this.#agenda.put(now, { kind: "spawned", path, incarnation, pid: ++this.#lastPid });
    else if (phase.is === "stopping") this.#end(path, incarnation, { signal: "SIGTERM" }, now);
  }

  /** The incarnation whose process runs now; null when none does. */
  running(path: Path): number | null {
    const life = this.#living.get(path);
    return life && life.pid !== null ? life.incarnation : null;
  }

  start({ path, incarnation, spec }: Order<"start">, at: number): void {
    const failing = this.#whim("start_fails", path);
    if (failing && "start_fails" in failing) {
      const error = failing.error ?? "it was to fail";
      this.#agenda.put(at, { kind: "spawn_failed", path, incarnation, error });
      return;
    }
    const slow = this.#whim("start_takes", path);
    const takesMs = slow && "start_takes" in slow ? slow.ms : 0;
    this.#living.set(path, { incarnation, pid: null, readyInMs: takesMs });
    // Who is waited for is spawned at once and takes its time to be ready.
    this.#agenda.put(spec.ready ? at : at + takesMs, { kind: "spawned", path, incarnation, pid: ++this.#lastPid });
  }

  adopt({ path, incarnation, pid }: Order<"adopt">, at: number): void {
    this.#living.set(path, { incarnation, pid: null, readyInMs: 0 });
    this.#agenda.put(at, { kind: "spawned", path, incarnation, pid });
  }

  probe({ path, incarnation }: Order<"probe">, at: number): void {
    this.#agenda.put(at + (this.#living.get(path)?.readyInMs ?? 0), { kind: "ready", path, incarnation });
  }

  stop({ path, incarnation, signal }: Order<"stop">, at: number): void {
    const slow = this.#whim("stop_takes", path);
    const takesMs = slow && "stop_takes" in slow ? slow.ms : 0;
    if (takesMs !== "infinity") this.#end(path, incarnation, { signal }, at + takesMs);
  }

  kill({ path, incarnation }: Order<"kill">, at: number): void {
    this.#end(path, incarnation, { signal: "SIGKILL" }, at);
  }

  /** Notes what happens now; false when it is of a process that is gone already, e.g. the end of one that was killed on the way. */
  note(happening: Happening): boolean {
    if (happening.kind !== "spawned" && happening.kind !== "exited" && happening.kind !== "ready") return true;
    const life = this.#living.get(happening.path);
    if (life?.incarnation !== happening.incarnation) return false;
    if (happening.kind === "spawned") life.pid = happening.pid;
    if (happening.kind === "exited") this.#living.delete(happening.path);
    return true;
  }

  #end(path: Path, incarnation: number, reason: ExitReason, at: number): void {
    this.#agenda.put(at, { kind: "exited", path, incarnation, reason });
  }

  #whim(deed: Deed, path: Path): Whim | null {
    const found = this.#whims[deed].get(path);
    if (!found || found.left === 0) return null;
    if (found.left !== "infinity") found.left -= 1;
    return found.whim;
  }
}
