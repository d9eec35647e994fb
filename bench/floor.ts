import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { Cdp } from "./cdp.ts";
import type { Costs } from "./debug.ts";
import { median } from "./figures.ts";
import { lineOf, program } from "./program.ts";

type Child = ChildProcessByStdio<null, null, Readable>;
interface Stopped {
  cdp: Cdp;
  pause: Record<string, unknown>;
}

/** What debugging N processes costs at the very least: `node --inspect-brk` and a bare client, nothing between. */
export async function debugFloor(count: number): Promise<Costs> {
  const children: Child[] = [];
  try {
    const began = performance.now();
    const stopped = await Promise.all(
      Array.from({ length: count }, async () => {
        const child = spawn(process.execPath, ["--inspect-brk=127.0.0.1:0", program], {
          stdio: ["ignore", "ignore", "pipe"],
        });
        children.push(child);
        return stopAtFirst(await inspectorUrl(child));
      }),
    );
    const launch = performance.now() - began;

    const looks: number[] = [];
    for (const one of stopped) looks.push(await timed(() => look(one)));

    const steps: number[] = [];
    for (const { cdp } of stopped) {
      const paused = cdp.event("Debugger.paused");
      steps.push(await timed(() => Promise.all([cdp.send("Debugger.stepOver"), paused])));
    }

    const resumed = stopped.map(({ cdp }) => cdp.send("Debugger.resume"));
    await Promise.all(resumed);
    const breakpoint = await timed(() =>
      Promise.all(
        stopped.map(({ cdp }) =>
          cdp.send("Debugger.setBreakpointByUrl", { urlRegex: "worker\\.js$", lineNumber: lineOf("#later") - 1 }),
        ),
      ),
    );
    for (const { cdp } of stopped) cdp.close();
    return { launch, look: median(looks), step: median(steps), breakpoint };
  } finally {
    await Promise.all(children.map(end));
  }
}

async function stopAtFirst(url: string): Promise<Stopped> {
  const cdp = await Cdp.connect(url);
  const atBreakpoint = cdp.event(
    "Debugger.paused",
    (params) => (params.hitBreakpoints as string[] | undefined)?.length === 1,
  );
  const onStart = cdp.event("Debugger.paused");
  await Promise.all([
    cdp.send("Debugger.enable"),
    cdp.send("Debugger.setBreakpointByUrl", { urlRegex: "worker\\.js$", lineNumber: lineOf("#first") - 1 }),
    cdp.send("Runtime.runIfWaitingForDebugger"),
  ]);
  await onStart;
  await cdp.send("Debugger.resume");
  return { cdp, pause: await atBreakpoint };
}

/** Stack (it came with the pause), scopes and the variables of the local scope. */
async function look({ cdp, pause }: Stopped): Promise<void> {
  const frames = pause.callFrames as { scopeChain: { object: { objectId: string } }[] }[];
  const local = frames[0]?.scopeChain[0]?.object.objectId;
  if (!local) throw new Error("the pause has no local scope");
  await cdp.send("Runtime.getProperties", { objectId: local, ownProperties: true });
}

function inspectorUrl(child: Child): Promise<string> {
  return new Promise((resolve, reject) => {
    let seen = "";
    child.stderr.on("data", (chunk) => {
      seen += chunk;
      const url = /ws:\/\/\S+/.exec(seen)?.[0];
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

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
