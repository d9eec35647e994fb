import type Protocol from "devtools-protocol";
import type { ThreadId } from "../../core/index.ts";
import type { Target } from "../process/target.ts";

export type Pause = Protocol.Debugger.PausedEvent;

/** A frame of a pause. */
export interface FrameHandle {
  target: Target;
  pause: Pause;
  frame: Protocol.Debugger.CallFrame;
}

/** A frame that led to a pause and is over: an asynchronous caller. */
interface PastFrame {
  target: Target;
  pause: Pause;
}

/** A call in a frame's statement, to step into. */
interface CallHandle {
  target: Target;
  location: Protocol.Debugger.Location;
}

/** Something with children. `pause`: it lives only as long as this pause; null: as long as the process. */
export interface VariablesHandle {
  target: Target;
  pause: Pause | null;
  holds: Holds;
}

export type Holds =
  | { is: "object"; object: Protocol.Runtime.RemoteObject; expression: string | null }
  | { is: "scope"; frame: Protocol.Debugger.CallFrame; index: number }
  /** A getter that has not been asked; its one child is what it answers. */
  | { is: "getter"; owner: string; getter: string; expression: string | null }
  /** What one call printed. */
  | { is: "printed"; values: readonly Protocol.Runtime.RemoteObject[] };

/** What `sourceReference` stands for. */
export type SourceHandle =
  | { is: "script"; target: Target; scriptId: string }
  | { is: "content"; target: Target; text: string };

/** Why a request about a frame or a variable cannot be served. */
export class Stale extends Error {}

/** Numbers that the client knows for things in processes; never reused, so that an old one meets an error. */
export class Handles {
  readonly #frames = new Map<number, FrameHandle>();
  readonly #past = new Map<number, PastFrame>();
  readonly #calls = new Map<number, CallHandle>();
  readonly #variables = new Map<number, VariablesHandle>();
  readonly #sources = new Map<string, number>();
  readonly #sourceOf = new Map<number, SourceHandle>();
  #next = 1;

  frame(handle: FrameHandle): number {
    this.#frames.set(this.#next, handle);
    return this.#next++;
  }

  pastFrame(handle: PastFrame): number {
    this.#past.set(this.#next, handle);
    return this.#next++;
  }

  call(handle: CallHandle): number {
    this.#calls.set(this.#next, handle);
    return this.#next++;
  }

  variables(handle: VariablesHandle): number {
    this.#variables.set(this.#next, handle);
    return this.#next++;
  }

  /** The same source has the same number, so that the editor shows it in one tab. */
  source(key: string, handle: SourceHandle): number {
    const known = this.#sources.get(key);
    if (known !== undefined) return known;
    this.#sources.set(key, this.#next);
    this.#sourceOf.set(this.#next, handle);
    return this.#next++;
  }

  isPast(id: number): boolean {
    const handle = this.#past.get(id);
    return handle !== undefined && handle.target.pause === handle.pause;
  }

  /** The call of this process that `stepInTargets` numbered so; null when it is no longer there, and any call will do. */
  callOf(id: number, thread: ThreadId): Protocol.Debugger.Location | null {
    const handle = this.#calls.get(id);
    return handle?.target.thread === thread ? handle.location : null;
  }

  frameOf(id: number): FrameHandle {
    if (this.isPast(id))
      throw new Stale("This frame is over: it is an asynchronous caller, and its variables are gone.");
    const handle = this.#frames.get(id);
    if (!handle || handle.target.pause !== handle.pause)
      throw new Stale("This frame is no longer there: its process went on.");
    return handle;
  }

  variablesOf(reference: number): VariablesHandle {
    const handle = this.#variables.get(reference);
    if (!handle || (handle.pause !== null && handle.target.pause !== handle.pause))
      throw new Stale("These variables are no longer there: their process went on.");
    return handle;
  }

  sourceOf(reference: number): SourceHandle {
    const handle = this.#sourceOf.get(reference);
    if (!handle) throw new Stale("This source is no longer there.");
    return handle;
  }

  /** A process went on: what was seen in its pause is gone. */
  resumed(target: Target): void {
    for (const known of [this.#frames, this.#past, this.#calls])
      for (const [id, handle] of known) if (handle.target === target) known.delete(id);
    for (const [id, handle] of this.#variables)
      if (handle.target === target && handle.pause !== null) this.#variables.delete(id);
  }

  ended(target: Target): void {
    this.resumed(target);
    for (const [id, handle] of this.#variables) if (handle.target === target) this.#variables.delete(id);
    for (const [id, handle] of this.#sourceOf) if (handle.target === target) this.#sourceOf.delete(id);
    for (const [key, id] of this.#sources) if (!this.#sourceOf.has(id)) this.#sources.delete(key);
  }
}
