import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Dap } from "../test/adapter/dap.ts";
import type { Figure } from "./figures.ts";
import { median } from "./figures.ts";
import { debugFloor, timed } from "./floor.ts";
import { lineOf, program } from "./program.ts";

/**
 * N processes under one debug session, each with a breakpoint before its first work, against the same N under a bare inspector client.
 * Floor and ours alternate in one run; a figure is the median of the rounds.
 */
export async function debugBench(count: number, rounds: number): Promise<Figure[]> {
  const floors: Costs[] = [];
  const ours: Costs[] = [];
  for (let round = 0; round < rounds; round++) {
    floors.push(await debugFloor(count));
    ours.push(await debugTree(count));
  }
  const figure = (what: keyof Costs, name: string): Figure => ({
    name: `${name} (${count} processes)`,
    value: median(ours.map((costs) => costs[what])),
    unit: "ms",
    floor: median(floors.map((costs) => costs[what])),
    peer: null,
  });
  return [
    figure("launch", "launch to all stopped at a breakpoint"),
    figure("look", "stack, scopes and variables of a process"),
    figure("step", "a step"),
    figure("breakpoint", "a new breakpoint verified in all"),
  ];
}

/** Milliseconds. */
export interface Costs {
  launch: number;
  look: number;
  step: number;
  breakpoint: number;
}

async function debugTree(count: number): Promise<Costs> {
  const folder = mkdtempSync(join(tmpdir(), "supertree-bench-"));
  cpSync(program, join(folder, "worker.js"));
  writeFileSync(join(folder, "supertree.yaml"), spec(count));
  const dap = new Dap();
  try {
    const began = performance.now();
    const threads = await launch(dap, folder, count);
    const costs = { launch: performance.now() - began, look: await look(dap, threads), step: await step(dap, threads) };
    for (const threadId of threads) await dap.request("continue", { threadId });
    return { ...costs, breakpoint: await timed(() => setLater(dap, folder)) };
  } finally {
    await dap.request("disconnect", { terminateDebuggee: true });
    dap.process.kill();
    await dap.ended;
    rmSync(folder, { recursive: true, force: true });
  }
}

const spec = (count: number) => `name: bench
dynamic: { max: 1000 }
default: { run: node worker.js }
children: { from: 1, to: ${count}, id: "worker-{n}" }
`;

async function launch(dap: Dap, folder: string, count: number): Promise<number[]> {
  await dap.request("initialize", { adapterID: "supertree" });
  const joined = dap.request("launch", { spec: join(folder, "supertree.yaml") });
  await dap.event("initialized");
  const source = { path: join(folder, "worker.js") };
  await dap.request("setBreakpoints", { source, breakpoints: [{ line: lineOf("#first") }] });
  await dap.request("configurationDone");
  await joined;
  const threads: number[] = [];
  while (threads.length < count) threads.push((await dap.event("stopped")).threadId);
  return threads;
}

/** What an editor asks when a process stops. */
async function look(dap: Dap, threads: readonly number[]): Promise<number> {
  const looks: number[] = [];
  for (const threadId of threads) {
    looks.push(
      await timed(async () => {
        const { stackFrames } = await dap.request("stackTrace", { threadId, levels: 20 });
        const { scopes } = await dap.request("scopes", { frameId: stackFrames[0]?.id });
        await dap.request("variables", { variablesReference: scopes[0]?.variablesReference });
      }),
    );
  }
  return median(looks);
}

async function step(dap: Dap, threads: readonly number[]): Promise<number> {
  const steps: number[] = [];
  for (const threadId of threads) {
    steps.push(
      await timed(async () => {
        await dap.request("next", { threadId });
        await dap.event("stopped", (body) => body.threadId === threadId);
      }),
    );
  }
  return median(steps);
}

/** Both breakpoints of the file, as an editor sends them; answered when every process has the new one. */
function setLater(dap: Dap, folder: string): Promise<unknown> {
  const breakpoints = [{ line: lineOf("#first") }, { line: lineOf("#later") }];
  return dap.request("setBreakpoints", { source: { path: join(folder, "worker.js") }, breakpoints });
}
