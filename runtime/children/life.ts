import { type ChildProcess, spawn } from "node:child_process";
import { resolve } from "node:path";
import type { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import type { ExitReason, LogLine } from "../../wire/index.ts";
import { isInspectorLine } from "../output/inspector-lines.ts";
import { lineSplitter } from "../output/lines.ts";
import { occupant, probe } from "../readiness/probe.ts";
import type { Cancel, Hear, Life, StartOrder } from "../world.ts";
import { environmentOf } from "./environment.ts";
import { spawnFailure } from "./failure.ts";
import { groupGone, signalGroup, signalProcess } from "./group.ts";
import { turn } from "./turn.ts";

/** Starts a child as the leader of a process group of its own, without a shell. */
export function startLife(order: StartOrder, project: string, hear: Hear): Life {
  return new GroupLife(order, project, hear);
}

/** What a process wrote is told before its end; one that has left its group and holds the pipe is not waited for longer. */
const lastWordsMs = 100;

type Stage =
  /** It is looked whether it may start. */
  | { at: "waiting" }
  | { at: "living"; pid: number }
  /** The leader is gone, others of its group may not be. */
  | { at: "ending"; pid: number }
  | { at: "over" };

class GroupLife implements Life {
  #stage: Stage = { at: "waiting" };
  #killed = false;
  #stopping = false;
  #hushed = false;
  readonly #order: StartOrder;
  readonly #project: string;
  readonly #hear: Hear;
  readonly #logReady: LogReady | null;

  constructor(order: StartOrder, project: string, hear: Hear) {
    this.#order = order;
    this.#project = project;
    this.#hear = hear;
    this.#logReady = order.spec.ready?.by === "log" ? new LogReady(order.spec.ready.pattern) : null;
    void this.#start();
  }

  signal(name: string): void {
    if (this.#stage.at === "living") signalProcess(this.#stage.pid, name);
  }

  stop(name: string): void {
    this.#stopping = true;
    if (this.#stage.at === "living" || this.#stage.at === "ending") signalGroup(this.#stage.pid, name);
  }

  kill(): void {
    this.#killed = true;
    this.stop("SIGKILL");
  }

  probe(ready: () => void): Cancel {
    const asked = this.#order.spec.ready;
    if (asked === null) {
      queueMicrotask(ready);
      return () => {};
    }
    return asked.by === "log" ? (this.#logReady?.await(ready) ?? (() => {})) : probe(asked, ready);
  }

  hushInspector(): void {
    this.#hushed = true;
  }

  async #start(): Promise<void> {
    await turn();
    const occupied = await occupant(this.#order.spec.ready);
    if (this.#stage.at !== "waiting") return;
    if (occupied !== null) return this.#fail(occupied);
    this.#spawn();
  }

  #spawn(): void {
    const { spec, extraEnv } = this.#order;
    const [program = "", ...words] = spec.run.words;
    const cwd = resolve(this.#project, spec.cwd ?? ".");
    const env = environmentOf(process.env, this.#project, spec.env);
    const failed = (error: unknown) => this.#fail(spawnFailure(error, program, cwd));
    try {
      const child = spawn(program, words, {
        cwd,
        env: { ...env, ...extraEnv(env) },
        detached: true, // a group of its own, so that a stop reaches all it has started
        stdio: ["ignore", "pipe", "pipe"],
        windowsHide: true,
      });
      if (child.pid === undefined) child.once("error", failed);
      else this.#live(child, child.pid);
    } catch (error) {
      failed(error);
    }
  }

  #live(child: ChildProcess, pid: number): void {
    this.#stage = { at: "living", pid };
    const read = Promise.all([this.#read(child.stdout, "stdout"), this.#read(child.stderr, "stderr")]);
    child.once("exit", (code, signal) => void this.#end(pid, exitReason(code, signal), read));
    this.#hear.spawned(pid);
  }

  /** A leader that was not asked to end leaves nothing behind; one that was gives the rest of its group the time it has itself. */
  async #end(pid: number, reason: ExitReason, read: Promise<unknown>): Promise<void> {
    this.#stage = { at: "ending", pid };
    if (!this.#stopping) {
      this.#killed = true;
      signalGroup(pid, "SIGKILL");
    }
    await groupGone(pid, () => this.#killed);
    await Promise.race([read, sleep(lastWordsMs)]);
    this.#stage = { at: "over" };
    this.#hear.exited(reason);
  }

  #fail(error: string): void {
    this.#stage = { at: "over" };
    this.#hear.failed(error);
  }

  /** Settles when all that was written has been told. */
  #read(stream: Readable | null, name: LogLine["stream"]): Promise<void> {
    if (!stream) throw new Error(`a child is spawned with a pipe for its ${name}`);
    const { path, incarnation } = this.#order;
    const hear = (text: string) => this.#hear.line({ path, incarnation, stream: name, at: Date.now(), text });
    const lines = lineSplitter((text) => {
      if (this.#hushed && name === "stderr" && isInspectorLine(text)) return;
      this.#logReady?.see(text);
      hear(text);
    });
    stream.on("data", (chunk: Buffer) => lines.put(chunk));
    stream.once("error", (error) => hear(`(supertree: ${name} cannot be read any more: ${error.message})`));
    return new Promise((settle) => {
      stream.once("close", () => {
        lines.end();
        settle();
      });
    });
  }
}

function exitReason(code: number | null, signal: string | null): ExitReason {
  if (signal !== null) return { signal };
  return code === 0 || code === null ? "normal" : { code };
}

/** A line may match before anybody asks: what was seen is remembered. */
class LogReady {
  readonly #pattern: RegExp;
  #seen = false;
  #ready: (() => void) | null = null;

  constructor(pattern: string) {
    this.#pattern = new RegExp(pattern);
  }

  see(text: string): void {
    if (this.#seen || !this.#pattern.test(text)) return;
    this.#seen = true;
    this.#ready?.();
  }

  await(ready: () => void): Cancel {
    this.#ready = ready;
    if (this.#seen) queueMicrotask(() => this.#ready?.());
    return () => {
      this.#ready = null;
    };
  }
}
