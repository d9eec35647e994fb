import type { DebugTransport } from "../wire/index.ts";
import type { Figure } from "./figures.ts";
import { median } from "./figures.ts";
import { breakpointFloor, debugFloor, oftenTimed, timed } from "./floor.ts";
import { newPlace, type Place } from "./program.ts";
import { DebuggedTree } from "./tree.ts";

/** Milliseconds. */
export interface Costs {
  launch: number;
  look: number;
  step: number;
  breakpoint: number;
}

/**
 * N processes under one debug session, each with a breakpoint before its first work, against the same N under a bare inspector client.
 * Floor and ours alternate in one run; a figure is the median of the rounds. The launch has the starts of adapter and runtime in it.
 */
export async function debugBench(count: number, rounds: number, transport: DebugTransport): Promise<Figure[]> {
  const floors: Costs[] = [];
  const ours: (Costs & { memory: number })[] = [];
  for (let round = 0; round < rounds; round++) {
    floors.push(await placed((place) => debugFloor(place, count)));
    ours.push(await placed((place) => debugTree(place, count, transport)));
  }
  const how = `(${count} processes${transport === "agent" ? ", no port" : ""})`;
  const figure = (what: keyof Costs, name: string): Figure => ({
    name: `${name} ${how}`,
    value: median(ours.map((costs) => costs[what])),
    unit: "ms",
    floor: median(floors.map((costs) => costs[what])),
    peer: null,
  });
  const memory = median(ours.map((costs) => costs.memory)) / count;
  return [
    figure("launch", "launch to all stopped at a breakpoint"),
    figure("look", "stack, scopes and variables of a process"),
    figure("step", "a step"),
    figure("breakpoint", "a new breakpoint verified in all"),
    { name: `adapter's memory for a process ${how}`, value: memory, unit: "MB", floor: null, peer: null },
  ];
}

/** A breakpoint in so many processes that run: the first, which switches the Debugger domain on, and one more. */
export async function breakpointBench(count: number, rounds: number): Promise<Figure[]> {
  const floors: { first: number; later: number }[] = [];
  const ours: { first: number; later: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    floors.push(await placed((place) => breakpointFloor(place, count)));
    ours.push(await placed((place) => breakInRunning(place, count)));
  }
  const figure = (what: "first" | "later", name: string): Figure => ({
    name: `${name} verified in all (${count} running processes)`,
    value: median(ours.map((costs) => costs[what])),
    unit: "ms",
    floor: median(floors.map((costs) => costs[what])),
    peer: null,
  });
  return [figure("first", "the first breakpoint"), figure("later", "one more breakpoint")];
}

/** So many processes attached: how long after a stop its stack is there, over DAP. */
export async function attachedBench(count: number): Promise<Figure[]> {
  const shown = await placed(async (place) => {
    const tree = new DebuggedTree(place, count);
    try {
      await tree.launch("port");
      const threads = await tree.attached(count);
      const each: number[] = [];
      for (const threadId of threads.filter((_, index) => index % Math.ceil(count / 20) === 0)) {
        await tree.dap.request("pause", { threadId });
        await tree.stopped();
        each.push(
          await timed(async () => {
            await tree.dap.request("threads");
            await tree.dap.request("stackTrace", { threadId, levels: 20 });
          }),
        );
        await tree.dap.request("continue", { threadId });
      }
      return median(each);
    } finally {
      await tree.end();
    }
  });
  const name = `a stop's threads and stack (${count} processes attached)`;
  return [{ name, value: shown, unit: "ms", floor: null, peer: null }];
}

async function debugTree(place: Place, count: number, transport: DebugTransport): Promise<Costs & { memory: number }> {
  const tree = new DebuggedTree(place, count);
  try {
    const threads: number[] = [];
    let before = 0;
    const launch = await timed(async () => {
      await tree.launch(transport, "#first");
      before = tree.memory();
      while (threads.length < count) threads.push(await tree.stopped());
    });
    const memory = tree.memory() - before;
    const look = await medianOf(threads, (threadId) => lookAt(tree, threadId));
    const step = await medianOf(threads, async (threadId) => {
      await tree.dap.request("next", { threadId });
      await tree.stopped();
    });
    for (const threadId of threads) await tree.dap.request("continue", { threadId });
    return { launch, look, step, breakpoint: await timed(() => tree.breakAt("#first", "#later")), memory };
  } finally {
    await tree.end();
  }
}

async function breakInRunning(place: Place, count: number): Promise<{ first: number; later: number }> {
  const tree = new DebuggedTree(place, count);
  try {
    await tree.launch("port");
    await tree.attached(count);
    const first = await timed(() => tree.breakAt("#first"));
    const later = await oftenTimed(
      () => tree.breakAt("#first", "#next"),
      () => tree.breakAt("#first"),
    );
    return { first, later };
  } finally {
    await tree.end();
  }
}

/** What an editor asks when a process stops. */
async function lookAt({ dap }: DebuggedTree, threadId: number): Promise<void> {
  const { stackFrames } = await dap.request<{ stackFrames: { id: number }[] }>("stackTrace", { threadId, levels: 20 });
  const frameId = stackFrames[0]?.id;
  const { scopes } = await dap.request<{ scopes: { variablesReference: number }[] }>("scopes", { frameId });
  await dap.request("variables", { variablesReference: scopes[0]?.variablesReference });
}

async function medianOf<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (const item of items) times.push(await timed(() => work(item)));
  return median(times);
}

async function placed<T>(work: (place: Place) => Promise<T>): Promise<T> {
  const place = newPlace();
  try {
    return await work(place);
  } finally {
    place.remove();
  }
}
