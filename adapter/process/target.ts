import type Protocol from "devtools-protocol";
import {
  type Breakpoint,
  type BreakpointId,
  type DebugEvent,
  type PauseOn,
  reporter,
  type StepKind,
  type ThreadId,
} from "../../core/index.ts";
import { staysPaused } from "../../wire/index.ts";
import { Bindings } from "./bindings.ts";
import { causeOf } from "./cause.ts";
import { Cdp, type CdpEvent, onlyExpected } from "./cdp.ts";
import { enableDebugger } from "./enable.ts";
import { EntryBreakpoint } from "./entry.ts";
import { Functions } from "./functions.ts";
import { HeldModules, type WaitingCode } from "./held-modules.ts";
import { Movement } from "./movement.ts";
import type { Pipe } from "./pipe.ts";
import { reported } from "./reported.ts";
import { Scripts } from "./scripts.ts";
import { isOwn, type Sources } from "./sources.ts";
import { spotOf } from "./spot.ts";
import { isMeant, stateOf } from "./thrown.ts";
import { Workers, type WorkerThread } from "./workers.ts";

/** One thread's debug protocol, of a process or of a worker in it: turns what is to be done into the protocol, and what the protocol says into events. */
export class Target {
  readonly thread: ThreadId;
  readonly path: string;
  readonly incarnation: number;
  readonly isWorker: boolean;
  readonly cdp: Cdp;
  readonly scripts: Scripts;
  readonly sources: Sources;
  /** How the process is paused; null while it runs. A new object each time, so that what was seen in an earlier pause can be told apart. */
  pause: Protocol.Debugger.PausedEvent | null = null;

  readonly #post: (event: DebugEvent) => void;
  readonly #heard: (target: Target, event: CdpEvent) => void;
  readonly #functions: Functions;
  readonly #bindings: Bindings;
  readonly #held: HeldModules;
  readonly #entry: EntryBreakpoint;
  readonly #movement: Movement;
  readonly #workers: Workers;
  readonly #arming: Promise<void>[] = [];
  #pauseOn: PauseOn = { caught: null, uncaught: null };
  #armed = false;
  #waitsInLoader = false;

  constructor(
    at: { thread: ThreadId; path: string; incarnation: number; pipe: Pipe; worker: boolean; sources: Sources },
    post: (event: DebugEvent) => void,
    heard: (target: Target, event: CdpEvent) => void,
    workerStarted: (target: Target, worker: WorkerThread) => void,
  ) {
    const { thread, path, incarnation, pipe, worker, sources } = at;
    this.thread = thread;
    this.path = path;
    this.incarnation = incarnation;
    this.sources = sources;
    this.#post = post;
    this.#heard = heard;
    this.isWorker = worker;
    this.cdp = new Cdp(
      pipe,
      (event) => this.#hear(event),
      () => this.#over(),
    );
    this.#workers = new Workers(this.cdp, (started) => workerStarted(this, started));
    this.scripts = new Scripts(sources.places, sources.maps);
    this.#functions = new Functions(this.cdp, (script) => isOwn(sources, script));
    this.#bindings = new Bindings(this.cdp, this.scripts, sources.places, this.#functions, (breakpoint, place) =>
      EntryBreakpoint.is(breakpoint) ? undefined : post({ kind: "bound", thread, breakpoint, place }),
    );
    this.#held = new HeldModules(this.cdp, sources.settings);
    this.#entry = new EntryBreakpoint(this.cdp, this.#bindings);
    this.#movement = new Movement(this.cdp);
    this.cdp.tell("Runtime.enable", undefined);
    this.cdp.tell("Runtime.addBinding", { name: reporter });
    if (!worker) this.#workers.watch(); // a worker's own workers are told by the process, too
  }

  /** Whether its Debugger domain is on, so that it tells what it has loaded. */
  get isArmed(): boolean {
    return this.#armed;
  }

  arm(pauseOn: PauseOn, stopOnEntry: boolean): void {
    this.#pauseOn = pauseOn;
    if (!this.#armed) {
      this.#armed = true;
      enableDebugger(this.cdp, this.sources.settings, this.#movement.enabling());
      this.#arming.push(this.#held.start());
      if (stopOnEntry) this.#arming.push(this.#entry.set());
    }
    this.cdp.tell("Debugger.setPauseOnExceptions", { state: stateOf(pauseOn) });
  }

  disarm(): void {
    this.#armed = false;
    this.pause = null;
    this.cdp.tell("Debugger.disable", undefined);
    this.#bindings.clear();
    this.#functions.clear();
    this.scripts.clear();
  }

  bind(breakpoint: Breakpoint): void {
    if (breakpoint.site.is === "line") this.#bindings.bind(breakpoint);
    else this.#arming.push(this.#bindFunction(breakpoint, breakpoint.site.name));
  }

  unbind(breakpoint: BreakpointId): void {
    this.#bindings.unbind(breakpoint);
  }

  /** Settles when everything that was asked of the process is in force. */
  async settled(): Promise<void> {
    await Promise.all(this.#arming.splice(0));
    await this.cdp.fence();
  }

  resume(): void {
    this.pause = null;
    this.#movement.resume();
  }

  /** `call`: a call in the statement to step into. */
  step(kind: StepKind, call: Protocol.Debugger.Location | null): void {
    const { pause } = this;
    this.pause = null;
    if (call === null || pause === null) this.#movement.by(kind);
    else this.#movement.into(call, pause);
  }

  /** After `loaded`: a step that was interrupted in Node's loader goes on into the module, or past it. */
  goOn(): void {
    const { step } = this.#movement;
    const isInLoader = this.#waitsInLoader && step !== null;
    this.#waitsInLoader = false;
    if (isInLoader) this.#movement.by(step === "into" ? "into" : "out");
    else this.cdp.tell("Debugger.resume", {});
  }

  /** A worker thread that waits before its first line runs it. */
  begin(): void {
    this.cdp.tell("Runtime.runIfWaitingForDebugger", undefined);
  }

  pauseSoon(): void {
    this.#movement.pauseSoon();
  }

  async restartFrame(frame: Protocol.Debugger.CallFrame): Promise<void> {
    await this.#movement.restart(frame);
  }

  close(): void {
    this.cdp.close();
  }

  /** Closes so that a paused process stays paused. */
  suspend(): void {
    if (this.pause) this.cdp.close(staysPaused);
  }

  #hear(event: CdpEvent): void {
    switch (event.method) {
      case "Debugger.scriptParsed":
        this.#parsed(event.params);
        break;
      case "Debugger.breakpointResolved":
        void this.#bindings.resolved(event.params.breakpointId, event.params.location);
        break;
      case "Debugger.paused":
        if (!this.#movement.isStillLeaving) this.#paused(event.params).catch(onlyExpected);
        break;
      case "Debugger.resumed":
        this.#movement.resumed();
        if (this.pause) this.#post({ kind: "resumed", thread: this.thread });
        this.pause = null;
        break;
      case "Runtime.bindingCalled":
        if (event.params.name === reporter) this.#post(reported(this.thread, event.params.payload));
        break;
      default:
        if (!this.#workers.hear(event)) this.#heard(this, event);
    }
  }

  #over(): void {
    this.#workers.closed();
    this.#post({ kind: this.isWorker ? "ended" : "detached", thread: this.thread });
  }

  async #bindFunction(breakpoint: Breakpoint, name: string): Promise<void> {
    const held = this.#held.hold([...new Set([...this.#functions.names, name])]);
    await Promise.all([held, this.#functions.add(name, this.scripts.all)]);
    this.#bindings.bind(breakpoint);
  }

  #parsed(event: Protocol.Debugger.ScriptParsedEvent): void {
    const script = this.scripts.add(event);
    for (const { breakpointId, location } of event.resolvedBreakpoints ?? [])
      void this.#bindings.resolved(breakpointId, location);
    if (script.file !== null) this.#heard(this, { method: "Debugger.scriptParsed", params: event });
    if (!event.sourceMapURL) return;
    script.mapping.then((mapping) => {
      if (!mapping) return;
      this.#entry.rebind();
      this.#post({ kind: "loaded", thread: this.thread, sources: mapping.files, waiting: false });
    });
  }

  async #paused(pause: Protocol.Debugger.PausedEvent): Promise<void> {
    const waiting = await this.#held.waiting(pause);
    if (waiting) return this.#waits(waiting, pause.reason !== "instrumentation");
    if (this.#movement.isOnTheWay(pause)) return;
    const { step, isPausing: pausing, isRestarting: restarting, resumes } = this.#movement;
    const hit = this.#bindings.hit(pause.hitBreakpoints ?? [], pause.callFrames[0]?.location.scriptId ?? "");
    const cause = await causeOf(this.cdp, pause, { hit, pausing, stepping: step !== null, restarting });
    const isAsked = cause?.by === "exception" ? await isMeant(this.cdp, this.#pauseOn, pause) : cause !== null;
    if (cause === null || !isAsked) {
      if (step === null) this.resume();
      else this.step(step, null);
      return;
    }
    const spot = await spotOf(pause, this);
    if (this.#movement.resumes > resumes) return; // another debugger has let it go on meanwhile
    this.pause = pause;
    this.#movement.stopped();
    if (cause.by === "entry") this.#entry.reached();
    this.#post({ kind: "paused", thread: this.thread, cause, spot });
  }

  /** Code is about to run: its map is read, and functions are looked for in it, before it does. */
  async #waits(waiting: WaitingCode | "unknown", inLoader: boolean): Promise<void> {
    const isKnown = waiting !== "unknown";
    const mapping = isKnown && waiting.mapUrl ? await this.scripts.read(waiting.url, waiting.mapUrl) : null;
    if (mapping) this.#entry.rebind();
    const file = isKnown ? this.sources.places.fileOfScript(waiting.url) : null;
    if (isKnown && this.#functions.names.length > 0 && isOwn(this.sources, { url: waiting.url, file }))
      this.#functions.read(waiting.url, await waiting.text());
    this.#waitsInLoader = inLoader;
    this.#post({ kind: "loaded", thread: this.thread, sources: mapping?.files ?? [], waiting: true });
  }
}
