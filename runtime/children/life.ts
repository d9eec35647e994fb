import { type ChildProcess, type StdioOptions, spawn } from "node:child_process";
import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import type { Ready } from "../../spec/index.ts";
import type { ExitReason, LogLine } from "../../wire/index.ts";
import { isInspectorLine } from "../output/inspector-lines.ts";
import { lineSplitter } from "../output/lines.ts";
import { Announced } from "../readiness/announced.ts";
import { occupant, probe, readyAtOnce } from "../readiness/probe.ts";
import { watch } from "../readiness/watch.ts";
import type { Cancel, Hear, Life, StartOrder } from "../world.ts";
import { whereOf } from "./environment.ts";
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
  readonly #announced: Announced | null;

  constructor(order: StartOrder, project: string, hear: Hear) {
    this.#order = order;
    this.#project = project;
    this.#hear = hear;
    const { ready } = order.spec;
    this.#announced = ready?.by === "log" || ready?.by === "fd" ? new Announced(ready) : null;
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
    const { spec } = this.#order;
    const refused = (reason: string) => this.#say(`not ready yet: ${reason}`);
    const asked = probe(spec.ready, whereOf(this.#project, spec), { ready, refused });
    return asked ?? this.#announced?.await(ready) ?? readyAtOnce(ready);
  }

  watch(failed: (error: string) => void): Cancel {
    const { spec } = this.#order;
    return watch(spec.alive, whereOf(this.#project, spec), failed);
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
    const { cwd, env } = whereOf(this.#project, spec);
    const failed = (error: unknown) => this.#fail(spawnFailure(error, program, cwd));
    try {
      const child = spawn(program, words, {
        cwd,
        env: { ...env, ...extraEnv(env) },
        detached: true, // a group of its own, so that a stop reaches all it has started
        stdio: descriptorsOf(spec.ready),
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
    const line = this.#listen(child);
    child.once("exit", (code, signal) => {
      line?.destroy(); // one that has left its group may hold it for ever
      void this.#end(pid, exitReason(code, signal), read);
    });
    this.#hear.spawned(pid);
  }

  /** A leader that was not asked to end leaves nothing behind; one that was gives the rest of its group the time it has itself. */
  async #end(pid: number, reason: ExitReason, read: Promise<unknown>): Promise<void> {
    this.#stage = { at: "ending", pid };
    if (!this.#stopping) this.#killed = true;
    const alone = !this.#stopping && !signalGroup(pid, "SIGKILL");
    if (!alone) await groupGone(pid, () => this.#killed);
    await Promise.race([read, sleep(lastWordsMs)]);
    this.#stage = { at: "over" };
    this.#hear.exited(reason);
  }

  #fail(error: string): void {
    this.#stage = { at: "over" };
    this.#hear.failed(error);
  }

  /** The pipe on which the child says that it is ready; null when it says so elsewhere. */
  #listen(child: ChildProcess): Readable | null {
    const { ready } = this.#order.spec;
    if (ready?.by !== "fd") return null;
    const line = child.stdio.at(ready.fd);
    if (!(line instanceof Readable)) throw new Error(`a child is spawned with a pipe as its descriptor ${ready.fd}`);
    this.#announced?.listen(line);
    return line;
  }

  /** A word of ours among the child's own. */
  #say(text: string): void {
    const { path, incarnation } = this.#order;
    this.#hear.line({ path, incarnation, stream: "stderr", at: Date.now(), text: `(supertree: ${text})` });
  }

  /** Settles when all that was written has been told. */
  #read(stream: Readable | null, name: LogLine["stream"]): Promise<void> {
    if (!stream) throw new Error(`a child is spawned with a pipe for its ${name}`);
    const { path, incarnation } = this.#order;
    const hear = (text: string) => this.#hear.line({ path, incarnation, stream: name, at: Date.now(), text });
    const lines = lineSplitter((text) => {
      if (this.#hushed && name === "stderr" && isInspectorLine(text)) return;
      this.#announced?.see(text);
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

function descriptorsOf(ready: Ready | null): StdioOptions {
  const usual = ["ignore", "pipe", "pipe"] as const;
  if (ready?.by !== "fd") return [...usual];
  const between = Array.from({ length: ready.fd - usual.length }, () => "ignore" as const);
  return [...usual, ...between, "pipe"];
}

function exitReason(code: number | null, signal: string | null): ExitReason {
  if (signal !== null) return { signal };
  return code === 0 || code === null ? "normal" : { code };
}
