import type Protocol from "devtools-protocol";
import type WebSocket from "ws";
import {
  type Breakpoint,
  type BreakpointId,
  type DebugEvent,
  type PauseOn,
  reporter,
  type StepKind,
  type ThreadId,
} from "../../core/index.ts";
import { skipPatterns } from "../globs.ts";
import type { Maps } from "../maps.ts";
import type { Places } from "../places.ts";
import type { SourceSettings } from "../settings.ts";
import { Bindings } from "./bindings.ts";
import { causeOf } from "./cause.ts";
import { Cdp, type CdpEvent, onlyExpected } from "./cdp.ts";
import { EntryBreakpoint } from "./entry.ts";
import { HeldModules } from "./held-modules.ts";
import { Scripts } from "./scripts.ts";
import { spotOf } from "./spot.ts";

/** What all processes of a session share. */
export interface Sources {
  settings: SourceSettings;
  places: Places;
  maps: Maps;
  /** Whether a file is one of `skipFiles`. */
  isSkipped(file: string): boolean;
}

/** Node's own loader is never what a person steps into. */
const alwaysSkipped = "^node:internal/";

/** One incarnation's debug channel: turns what is to be done into the protocol, and what the protocol says into events. */
export class Target {
  readonly thread: ThreadId;
  readonly path: string;
  readonly incarnation: number;
  readonly cdp: Cdp;
  readonly scripts: Scripts;
  readonly sources: Sources;
  /** How the process is paused; null while it runs. A new object each time, so that what was seen in an earlier pause can be told apart. */
  pause: Protocol.Debugger.PausedEvent | null = null;

  readonly #post: (event: DebugEvent) => void;
  readonly #heard: (target: Target, event: CdpEvent) => void;
  readonly #bindings: Bindings;
  readonly #held: HeldModules;
  readonly #entry: EntryBreakpoint;
  readonly #arming: Promise<void>[] = [];
  #armed = false;
  #step: StepKind | null = null;
  #pausing = false;
  #waitsInLoader = false;

  constructor(
    at: { thread: ThreadId; path: string; incarnation: number; socket: WebSocket; sources: Sources },
    post: (event: DebugEvent) => void,
    heard: (target: Target, event: CdpEvent) => void,
  ) {
    const { thread, path, incarnation, socket, sources } = at;
    this.thread = thread;
    this.path = path;
    this.incarnation = incarnation;
    this.sources = sources;
    this.#post = post;
    this.#heard = heard;
    this.cdp = new Cdp(
      socket,
      (event) => this.#hear(event),
      () => post({ kind: "detached", thread }),
    );
    this.scripts = new Scripts(sources.places, sources.maps);
    this.#bindings = new Bindings(this.cdp, this.scripts, sources.places, (breakpoint, place) =>
      EntryBreakpoint.is(breakpoint) ? undefined : post({ kind: "bound", thread, breakpoint, place }),
    );
    this.#held = new HeldModules(this.cdp, sources.settings);
    this.#entry = new EntryBreakpoint(this.cdp, this.#bindings);
    this.cdp.tell("Runtime.enable", undefined);
    this.cdp.tell("Runtime.addBinding", { name: reporter });
  }

  arm(pauseOn: PauseOn, stopOnEntry: boolean): void {
    const { caught, uncaught } = pauseOn;
    const state = caught ? (uncaught ? "all" : "caught") : uncaught ? "uncaught" : "none";
    if (!this.#armed) {
      this.#armed = true;
      this.cdp.tell("Debugger.enable", {});
      const patterns = [alwaysSkipped, ...skipPatterns(this.sources.settings.skipFiles)];
      this.cdp.tell("Debugger.setBlackboxPatterns", { patterns });
      this.#arming.push(this.#held.start());
      if (stopOnEntry) this.#arming.push(this.#entry.set());
    }
    this.cdp.tell("Debugger.setPauseOnExceptions", { state });
  }

  disarm(): void {
    this.#armed = false;
    this.pause = null;
    this.cdp.tell("Debugger.disable", undefined);
    this.#bindings.clear();
    this.scripts.clear();
  }

  bind(breakpoint: Breakpoint): void {
    this.#bindings.bind(breakpoint);
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
    this.#step = null;
    this.cdp.tell("Debugger.resume", {});
  }

  step(kind: StepKind): void {
    this.pause = null;
    this.#step = kind;
    if (kind === "into") this.cdp.tell("Debugger.stepInto", {});
    else this.cdp.tell(kind === "over" ? "Debugger.stepOver" : "Debugger.stepOut", {});
  }

  /** After `loaded`: a step that was interrupted in Node's loader goes on into the module, or past it. */
  goOn(): void {
    const isInLoader = this.#waitsInLoader && this.#step !== null;
    this.#waitsInLoader = false;
    if (!isInLoader) this.cdp.tell("Debugger.resume", {});
    else this.cdp.tell(this.#step === "into" ? "Debugger.stepInto" : "Debugger.stepOut", {});
  }

  pauseSoon(): void {
    this.#pausing = true;
    this.cdp.tell("Debugger.pause", undefined);
  }

  close(): void {
    this.cdp.close();
  }

  #hear(event: CdpEvent): void {
    switch (event.method) {
      case "Debugger.scriptParsed":
        this.#parsed(event.params);
        break;
      case "Debugger.breakpointResolved":
        this.#resolved(event.params.breakpointId, event.params.location);
        break;
      case "Debugger.paused":
        this.#paused(event.params).catch(onlyExpected);
        break;
      case "Debugger.resumed":
        if (this.pause) this.#post({ kind: "resumed", thread: this.thread });
        this.pause = null;
        break;
      case "Runtime.bindingCalled":
        if (event.params.name === reporter) this.#reported(event.params.payload);
        break;
      default:
        this.#heard(this, event);
    }
  }

  #parsed(event: Protocol.Debugger.ScriptParsedEvent): void {
    const script = this.scripts.add(event);
    for (const { breakpointId, location } of event.resolvedBreakpoints ?? []) this.#resolved(breakpointId, location);
    if (!event.sourceMapURL) return;
    script.mapping.then((mapping) => {
      if (!mapping) return;
      this.#entry.rebind();
      this.#post({ kind: "loaded", thread: this.thread, sources: mapping.files, waiting: false });
    });
  }

  #resolved(name: string, location: Protocol.Debugger.Location): void {
    void this.#bindings.resolved(name, location);
  }

  async #paused(pause: Protocol.Debugger.PausedEvent): Promise<void> {
    const waiting = await this.#held.waiting(pause);
    if (waiting) {
      const mapping = waiting === "unknown" ? null : await this.scripts.read(waiting.url, waiting.mapUrl);
      if (mapping) this.#entry.rebind();
      this.#waitsInLoader = pause.reason !== "instrumentation";
      this.#post({ kind: "loaded", thread: this.thread, sources: mapping?.files ?? [], waiting: true });
      return;
    }
    const frame = pause.callFrames[0];
    const hit = this.#bindings.hit(pause.hitBreakpoints ?? [], frame?.location.scriptId ?? "");
    const cause = causeOf(pause, { hit, pausing: this.#pausing, stepping: this.#step !== null });
    if (cause === null) {
      if (this.#step === null) this.resume();
      else this.step(this.#step);
      return;
    }
    const spot = await spotOf(pause, this);
    this.pause = pause;
    this.#pausing = false;
    if (cause.by === "entry") this.#entry.reached();
    this.#post({ kind: "paused", thread: this.thread, cause, spot });
  }

  /** A condition or a log point spoke. */
  #reported(payload: string): void {
    const { id, log, error } = JSON.parse(payload);
    if (typeof log === "string") this.#post({ kind: "logged", thread: this.thread, breakpoint: id, text: log });
    else this.#post({ kind: "condition_failed", thread: this.thread, breakpoint: id, message: String(error) });
  }
}
