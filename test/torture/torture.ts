import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { DebugTransport } from "../../wire/index.ts";
import { chanceOf } from "./chance.ts";
import { LeanDap } from "./lean-dap.ts";
import { type Line, missed, type Reach, type Stop, type Watch } from "./missed.ts";

const program = fileURLToPath(new URL("../adapter/fixtures/programs/torture.mjs", import.meta.url));
const lines: readonly Line[] = ["first", "round"];

export interface Torment {
  processes: number;
  seconds: number;
  seed: number;
  transport: DebugTransport;
  /** How often each process runs through its lines. */
  everyMs: number;
}

export interface Outcome {
  reaches: number;
  stops: number;
  incarnations: number;
  missed: Reach[];
  /** Resident megabytes of the adapter after a quarter of the time, and at the end. */
  memory: { early: number; late: number };
}

/**
 * Processes crash and are killed at random while breakpoints are set and removed. Settles when all of them have shown, without a
 * breakpoint, that they still run; one that hangs keeps this from settling.
 */
export async function torture({ processes, seconds, seed, transport, everyMs }: Torment): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), "supertree-torture-"));
  cpSync(program, join(folder, "torture.mjs"));
  writeFileSync(join(folder, "supertree.yaml"), specOf(processes, everyMs));
  const dap = new LeanDap();
  const victim = new Victim(dap, folder, chanceOf(seed));
  try {
    await victim.begin(transport);
    await victim.harass(seconds * 250);
    const early = memoryOf(dap);
    await victim.harass(seconds * 750);
    const late = memoryOf(dap);
    await victim.finish(processes);
    const reaches = reachesIn(join(folder, "reached.log"));
    return {
      reaches: reaches.length,
      stops: victim.stops.length,
      incarnations: new Set(reaches.map(({ pid }) => pid)).size,
      missed: missed(reaches, victim.stops, victim.watches),
      memory: { early, late },
    };
  } finally {
    await dap.request("disconnect", { terminateDebuggee: true });
    dap.process.stdin.end();
    await dap.ended;
    rmSync(folder, { recursive: true, force: true });
  }
}

const specOf = (processes: number, everyMs: number) => `name: tree
dynamic: { max: 1000 }
default: { run: node torture.mjs 0.05 ${everyMs}, plan: [restart], count: infinity }
children: { from: 1, to: ${processes}, id: "p-{n}" }
`;

/** What the client is told of a breakpoint. */
interface Told {
  id: number;
  verified: boolean;
  message?: string;
}

/** A debug session whose breakpoints come and go, and whose processes are killed. */
class Victim {
  readonly stops: Stop[] = [];
  readonly watches: (Watch & { id: number })[] = [];
  readonly #dap: LeanDap;
  readonly #folder: string;
  readonly #chance: () => number;
  readonly #pids = new Map<number, number>();
  readonly #lineOf = new Map<number, Line>();

  constructor(dap: LeanDap, folder: string, chance: () => number) {
    this.#dap = dap;
    this.#folder = folder;
    this.#chance = chance;
    dap.on<{ breakpoint: Told }>("breakpoint", ({ breakpoint }) => this.#told(breakpoint));
    dap.on<{ threadId: number; hitBreakpointIds?: number[] }>(
      "stopped",
      (body) => void this.#stopped(body, Date.now()),
    );
  }

  async begin(transport: DebugTransport): Promise<void> {
    const initialized = new Promise<void>((settle) => this.#dap.on("initialized", () => settle()));
    await this.#dap.request("initialize", { adapterID: "supertree" });
    const joined = this.#dap.request("launch", { spec: join(this.#folder, "supertree.yaml"), transport });
    await initialized;
    await this.#breakAt([...lines]);
    await this.#dap.request("configurationDone");
    await joined;
  }

  /** For so long: other breakpoints, or the end of a process, every few hundred milliseconds. */
  async harass(forMs: number): Promise<void> {
    const end = Date.now() + forMs;
    while (Date.now() < end) {
      await sleep(100 + this.#chance() * 400);
      if (this.#chance() < 0.5) await this.#killOne();
      else await this.#breakAt(lines.filter(() => this.#chance() < 0.7));
    }
  }

  /** Without breakpoints; settles when every child has said that it lives. */
  async finish(processes: number): Promise<void> {
    const alive = new Set<string>();
    const all = new Promise<void>((settle) => {
      this.#dap.on<{ output: string }>("output", ({ output }) => {
        const path = /^\[(\S+)\] survived/.exec(output)?.[1];
        if (path) alive.add(path);
        if (alive.size === processes) settle();
      });
    });
    await this.#breakAt([]);
    writeFileSync(join(this.#folder, "finish"), "");
    await all;
  }

  /** A line is watched from when every process has its breakpoint until that is asked to go; later processes have it before they begin. */
  async #breakAt(wanted: readonly Line[]): Promise<void> {
    const now = Date.now();
    for (const watch of this.watches) if (watch.until > now && !wanted.includes(watch.line)) watch.until = now;
    const source = { path: join(this.#folder, "torture.mjs") };
    const breakpoints = wanted.map((line) => ({ line: lineOf(line) }));
    const answer = await this.#dap.request<{ breakpoints: Told[] }>("setBreakpoints", { source, breakpoints });
    for (const [index, line] of wanted.entries()) {
      const told = answer.breakpoints[index];
      if (!told) throw new Error(`no answer about ${line}`);
      this.#lineOf.set(told.id, line);
      this.#told(told);
    }
  }

  #told({ id, verified, message = "" }: Told): void {
    const line = this.#lineOf.get(id);
    const [, bound, all] = /^bound in (\d+) of (\d+)/.exec(message) ?? [];
    const isEverywhere = verified && bound !== undefined && bound === all;
    const now = Date.now();
    if (!line || !isEverywhere || this.watches.some((watch) => watch.id === id)) return;
    this.watches.push({ id, line, from: now, until: Number.POSITIVE_INFINITY });
  }

  async #killOne(): Promise<void> {
    const threads = [...this.#pids.keys()];
    const threadId = threads[Math.floor(this.#chance() * threads.length)];
    if (threadId !== undefined) await this.#dap.request("supertree/killProcess", { threadId }).catch(goneMeanwhile);
  }

  async #stopped({ threadId, hitBreakpointIds }: { threadId: number; hitBreakpointIds?: number[] }, at: number) {
    const line = this.#lineOf.get(hitBreakpointIds?.[0] ?? 0);
    const pid = await this.#pidOf(threadId);
    if (line !== undefined && pid !== undefined) this.stops.push({ pid, line, at });
    await this.#dap.request("continue", { threadId }).catch(goneMeanwhile);
  }

  async #pidOf(thread: number): Promise<number | undefined> {
    if (!this.#pids.has(thread)) {
      const { threads } = await this.#dap.request<{ threads: { threadId: number; pid: number }[] }>(
        "supertree/threads",
      );
      this.#pids.clear();
      for (const { threadId, pid } of threads) this.#pids.set(threadId, pid);
    }
    return this.#pids.get(thread);
  }
}

/** A process that was killed meanwhile has no thread, or is not paused, any more. */
function goneMeanwhile(error: unknown): void {
  if (!(error instanceof Error) || !/no thread|is not paused|not running|has no process|ended/.test(error.message))
    throw error;
}

function lineOf(marker: Line): number {
  return (
    readFileSync(program, "utf8")
      .split("\n")
      .findIndex((text) => text.includes(`// #${marker}`)) + 1
  );
}

function reachesIn(file: string): Reach[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((text) => text !== "")
    .map((text) => {
      const [pid = "", line = "", at = "", past = ""] = text.split(" ");
      return { pid: Number(pid), line: line === "first" ? "first" : "round", at: Number(at), past: Number(past) };
    });
}

function memoryOf({ process: { pid } }: LeanDap): number {
  return Number(spawnSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" }).stdout) / 1024;
}
