import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { connect, findRuntime, startRuntime, watchTree } from "../client/index.ts";
import type { Snapshot } from "../wire/index.ts";
import { type Figure, median } from "./figures.ts";
import { pm2Keeps } from "./pm2.ts";

/** Somebody who keeps a process alive. */
export interface Keeper {
  /** Kills the process with SIGKILL; milliseconds until its successor's pid is known. */
  kill(): Promise<number>;
  end(): Promise<void>;
}

const idle = fileURLToPath(new URL("./fixtures/idle.js", import.meta.url));
const runtimeFile = fileURLToPath(new URL("../dist/runtime.cjs", import.meta.url));
const programs = { "a Node program": [process.execPath, idle], sleep: ["sleep", "100000"] } as const;

/**
 * From the kill of a supervised process until a client of its tree sees the next one's pid, against a bare `spawn` upon `exit` and pm2;
 * all three in turn, in one run, the median of so many rounds.
 */
export async function restartBench(rounds: number): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [name, words] of Object.entries(programs)) {
    const keepers: Keeper[] = [];
    try {
      keepers.push(await spawnKeeps(words), await supertreeKeeps(words));
      const pm2 = await pm2Keeps(words);
      if (pm2) keepers.push(pm2);
      const [floors = [], values = [], peers] = await inTurn(rounds, keepers);
      const peer = peers ? median(peers) : null;
      figures.push({
        name: `kill to new pid of ${name}`,
        value: median(values),
        unit: "ms",
        floor: median(floors),
        peer,
      });
    } finally {
      await Promise.all(keepers.map((keeper) => keeper.end()));
    }
  }
  return figures;
}

/** A process is killed when it has long started: a start is work for the machine, which the next figure is not to pay for. */
const restMs = 150;

async function inTurn(rounds: number, keepers: readonly Keeper[]): Promise<number[][]> {
  const measured = keepers.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, keeper] of keepers.entries()) {
      await sleep(restMs);
      measured[index]?.push(await keeper.kill());
    }
  }
  return measured;
}

/** The least that restarting costs: the same spawn as the runtime's, as soon as the exit is known. */
async function spawnKeeps([program = "", ...words]: readonly string[]): Promise<Keeper> {
  const start = async () => {
    const child = spawn(program, words, { detached: true, stdio: ["ignore", "pipe", "pipe"], windowsHide: true });
    await once(child, "spawn");
    return child;
  };
  let child = await start();
  return {
    async kill() {
      const gone = once(child, "exit");
      const began = performance.now();
      child.kill("SIGKILL");
      await gone;
      child = await start();
      return performance.now() - began;
    },
    async end() {
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
    },
  };
}

async function supertreeKeeps(words: readonly string[]): Promise<Keeper> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "supertree-bench-")));
  const specFile = join(folder, "supertree.json");
  const child = { id: "a", run: words, plan: [{ restart: "0s" }], count: "infinity" };
  writeFileSync(specFile, JSON.stringify({ name: "bench", children: [child] }));
  await startRuntime({ specFile, runtimeFile });
  const found = await findRuntime(specFile);
  if (!found) throw new Error("the runtime has gone again");
  const client = await connect(found);
  let seen = (_: Snapshot) => {};
  const tree = await watchTree(client, (snapshot) => seen(snapshot));
  const successor = (former: number) =>
    new Promise<number>((settle) => {
      seen = (snapshot) => {
        const pid = pidIn(snapshot);
        if (pid !== null && pid !== former) settle(pid);
      };
      seen(tree.snapshot);
    });
  let pid = await successor(0);
  return {
    async kill() {
      const next = successor(pid);
      const began = performance.now();
      process.kill(pid, "SIGKILL");
      pid = await next;
      return performance.now() - began;
    },
    async end() {
      await client.call("shutdown", {});
      await client.closed;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function pidIn({ nodes }: Snapshot): number | null {
  const child = nodes.find(({ path }) => path === "bench/a");
  return child?.kind === "worker" ? child.pid : null;
}
