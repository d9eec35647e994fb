import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type Client, connect, findRuntime, startRuntime, watchTree } from "../client/index.ts";
import { gone } from "../test/runtime/processes.ts";
import type { Figure } from "./figures.ts";
import { pm2Starts } from "./pm2.ts";

const runtimeFile = fileURLToPath(new URL("../dist/runtime.cjs", import.meta.url));
const loop = fileURLToPath(new URL("./fixtures/spawn-loop.js", import.meta.url));
/** For how long the processor time of a tree at rest is counted. */
const restMs = 20_000;

/** What so many children cost their supervisor: to start, to keep, to adopt after its death, to list and to stop. */
export async function massBench(count: number): Promise<Figure[]> {
  const floor = JSON.parse(execFileSync(process.execPath, [loop, String(count)], { encoding: "utf8" }));
  const peer = await pm2Starts(count);
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "supertree-bench-")));
  const specFile = join(folder, "supertree.json");
  writeFileSync(specFile, JSON.stringify(specOf(count)));
  const figures: Figure[] = [];
  const add = (name: string, value: number, unit: Figure["unit"], rest: Partial<Figure> = {}) =>
    figures.push({ name: `${name} ${count}`, value, unit, floor: null, peer: null, ...rest });
  try {
    await startRuntime({ specFile, runtimeFile, start: false });
    let client = await dial(specFile);
    const empty = memoryOf(folder);
    add("start", await timed(() => start(client, count)), "ms", { floor: floor.start, peer });
    add("memory per child of", (1024 * 1024 * (memoryOf(folder) - empty)) / count / 1024, "KB");
    add("list", await timed(() => client.call("watch_tree", {})), "ms");
    const before = processorMs(folder);
    await sleep(restMs);
    add("processor at rest with", (100 * (processorMs(folder) - before)) / restMs, "%");

    const { pid } = await client.call("status", {});
    process.kill(pid, "SIGKILL");
    await gone(pid);
    const adopted = await timed(async () => {
      await startRuntime({ specFile, runtimeFile, start: false });
      client = await dial(specFile);
      await running(client, count);
    });
    add("adopt", adopted, "ms");
    add("stop", await timed(() => client.call("shutdown", {})), "ms", { floor: floor.stop });
    await client.closed;
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  return figures;
}

function specOf(count: number) {
  const supervisor = { dynamic: { max: count, at_once: 100 }, default: { run: "sleep 100000" } };
  return { name: "m", children: [{ id: "all", supervisor, children: { from: 1, to: count, id: "s-{n}" } }] };
}

async function dial(specFile: string): Promise<Client> {
  const found = await findRuntime(specFile);
  if (!found) throw new Error("the runtime has gone again");
  return connect(found);
}

async function start(client: Client, count: number): Promise<void> {
  await client.call("start_tree", {});
  await running(client, count);
}

/** Until so many workers run. */
async function running(client: Client, count: number): Promise<void> {
  await new Promise<void>((settle, fail) => {
    watchTree(client, ({ nodes }) => {
      if (nodes.filter(({ kind, state }) => kind === "worker" && state === "running").length === count) settle();
    }).catch(fail);
  });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** Runtime and keeper: the processes of the tree that are none of its children. */
function supervisorsIn(folder: string): string[] {
  return readdirSync("/proc").filter((pid) => /^\d+$/.test(pid) && supervises(pid, folder));
}

function supervises(pid: string, folder: string): boolean {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, "utf8");
    return /(runtime|keeper)\.cjs/.test(words) && words.includes(folder);
  } catch {
    return false; // gone meanwhile
  }
}

/** Resident memory in MB. */
function memoryOf(folder: string): number {
  const kilobytes = supervisorsIn(folder).map((pid) =>
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0),
  );
  return kilobytes.reduce((sum, each) => sum + each, 0) / 1024;
}

/** Processor time so far, at a hundred ticks a second. */
function processorMs(folder: string): number {
  const ticks = supervisorsIn(folder).map((pid) => {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
    return Number(fields[11]) + Number(fields[12]);
  });
  return 10 * ticks.reduce((sum, each) => sum + each, 0);
}
