import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { Cdp } from "./cdp.ts";
import type { Costs } from "./debug.ts";
import { median } from "./figures.ts";
import { lineOf, type Place } from "./program.ts";

type Child = ChildProcessByStdio<null, null, Readable>;
type Pause = Record<string, unknown>;
interface Stopped {
  cdp: Cdp;
  pause: Pause;
}

/** What debugging N processes costs at the very least: `node --inspect-brk` and a bare client, nothing between. */
export async function debugFloor({ file }: Place, count: number): Promise<Costs> {
  const children: Child[] = [];
  try {
    const began = performance.now();
    const stopped = await Promise.all(
      Array.from({ length: count }, async () =>
        stopAtFirst(await inspectorUrl(start(children, "--inspect-brk", file))),
      ),
    );
    const launch = performance.now() - began;

    const looks: number[] = [];
    for (const one of stopped) looks.push(await timed(() => look(one)));

    const steps: number[] = [];
    for (const { cdp } of stopped) {
      const paused = cdp.event("Debugger.paused");
      steps.push(await timed(() => Promise.all([cdp.send("Debugger.stepOver"), paused])));
    }

    await Promise.all(stopped.map(({ cdp }) => cdp.send("Debugger.resume")));
    const breakpoint = await timed(() => setIn(stopped, "#later"));
    for (const { cdp } of stopped) cdp.close();
    return { launch, look: median(looks), step: median(steps), breakpoint };
  } finally {
    await Promise.all(children.map(end));
  }
}

/** A breakpoint in N running processes: with the Debugger domain off before, and then one more with it on. */
export async function breakpointFloor({ file }: Place, count: number): Promise<{ first: number; later: number }> {
  const children: Child[] = [];
  try {
    const running = await Promise.all(
      Array.from({ length: count }, async () => ({
        cdp: await Cdp.connect(await inspectorUrl(start(children, "--inspect", file))),
      })),
    );
    const first = await timed(async () => {
      await Promise.all(running.map(({ cdp }) => cdp.send("Debugger.enable")));
      await setIn(running, "#first");
    });
    const later = await oftenTimed(
      () => setIn(running, "#next"),
      (set) => Promise.all(running.map(({ cdp }, at) => cdp.send("Debugger.removeBreakpoint", set[at]))),
    );
    for (const { cdp } of running) cdp.close();
    return { first, later };
  } finally {
    await Promise.all(children.map(end));
  }
}

function start(children: Child[], how: "--inspect" | "--inspect-brk", file: string): Child {
  const child = spawn(process.execPath, [`${how}=127.0.0.1:0`, file], { stdio: ["ignore", "ignore", "pipe"] });
  children.push(child);
  return child;
}

/** Every pause before the breakpoint's own is Node's at the start. */
async function stopAtFirst(url: string): Promise<Stopped> {
  const cdp = await Cdp.connect(url);
  const isAtBreakpoint = ({ hitBreakpoints }: Pause) => Array.isArray(hitBreakpoints) && hitBreakpoints.length === 1;
  const atBreakpoint = cdp.event("Debugger.paused", (pause) => {
    if (!isAtBreakpoint(pause)) void cdp.send("Debugger.resume");
    return isAtBreakpoint(pause);
  });
  const go = () => cdp.send("Runtime.runIfWaitingForDebugger");
  await Promise.all([
    cdp.send("Debugger.enable"),
    cdp.send("Debugger.setBreakpointByUrl", { urlRegex: "worker\\.js$", lineNumber: lineOf("#first") - 1 }),
    go(),
  ]);
  const again = setInterval(go, 100); // said before the process had come to wait, it means nothing
  const pause = await atBreakpoint;
  clearInterval(again);
  return { cdp, pause };
}

function setIn(processes: readonly { cdp: Cdp }[], marker: string): Promise<Record<string, unknown>[]> {
  const breakpoint = { urlRegex: "worker\\.js$", lineNumber: lineOf(marker) - 1 };
  return Promise.all(processes.map(({ cdp }) => cdp.send("Debugger.setBreakpointByUrl", breakpoint)));
}

/** Stack (it came with the pause), scopes and the variables of the local scope. */
async function look({ cdp, pause }: Stopped): Promise<void> {
  const frames = pause.callFrames as { scopeChain: { object: { objectId: string } }[] }[];
  const local = frames[0]?.scopeChain[0]?.object.objectId;
  if (!local) throw new Error("the pause has no local scope");
  await cdp.send("Runtime.getProperties", { objectId: local, ownProperties: true });
}

/** The whole line: a part of it would be an address, too. */
function inspectorUrl(child: Child): Promise<string> {
  return new Promise((resolve, reject) => {
    let seen = "";
    child.stderr.on("data", (chunk) => {
      seen += chunk;
      const url = /ws:\/\/\S+(?=\n)/.exec(seen)?.[0];
      if (url) resolve(url);
    });
    child.once("exit", () => reject(new Error(`the process ended before its inspector listened: ${seen}`)));
  });
}

async function end(child: Child): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}

/** The median of some rounds: one is over before a busy machine's other work evens out. */
export async function oftenTimed<T>(work: () => Promise<T>, undo: (done: T) => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 7; round++) {
    const began = performance.now();
    const done = await work();
    times.push(performance.now() - began);
    await undo(done);
  }
  return median(times);
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
