import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { Escaped } from "../world.ts";
import { signalProcess } from "./group.ts";

/** One process for ever: its id may be given anew, but not with the same start. */
interface Identity {
  pid: number;
  startTime: string;
}

/** How long one that was sent SIGKILL may linger: who is left then waits for a disk that does not answer. */
const lingerMs = 2_000;

/**
 * The descendants of a process that have left its group (`setsid`), as the kernel knows them now. It is asked before the process is:
 * once a parent is gone, nobody knows any more whose children they were. Null where there are none, or no system that tells.
 */
export function escapedFrom(leader: number): Escaped | null {
  const left: Identity[] = [];
  const pending = childrenOf(leader);
  const seen = new Set(pending);
  for (let pid = pending.pop(); pid !== undefined; pid = pending.pop()) {
    const stat = read(pid);
    if (!stat) continue;
    if (stat.group !== leader) left.push({ pid, startTime: stat.startTime });
    for (const child of childrenOf(pid).filter((one) => !seen.has(one))) {
      seen.add(child);
      pending.push(child);
    }
  }
  return left.length > 0 ? attend(left) : null;
}

function attend(all: readonly Identity[]): Escaped {
  const living = () => all.filter(({ pid, startTime }) => read(pid)?.startTime === startTime);
  return {
    signal(name) {
      for (const { pid } of living()) signalProcess(pid, name);
    },
    async gone(killed) {
      let waitedMs = 0;
      for (let pauseMs = 2; living().length > 0 && waitedMs < lingerMs; pauseMs = Math.min(pauseMs * 2, 50)) {
        await sleep(pauseMs);
        waitedMs = killed() ? waitedMs + pauseMs : 0;
      }
    },
  };
}

/** Empty where the kernel does not say so. A thread's children are those that it has forked. */
function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, "utf8").split(" ").filter(Boolean).map(Number),
    );
  } catch {
    return []; // it has gone, or this system has no such file
  }
}

/** Null for a process that is gone, and for a zombie, which is as good as gone. */
function read(pid: number): { group: number; startTime: string } | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const [state, , group, ...rest] = stat.slice(stat.lastIndexOf(")") + 2).split(" "); // behind the name, which may contain anything
    return state === "Z" || state === "X" ? null : { group: Number(group), startTime: rest[16] ?? "" };
  } catch {
    return null; // gone since it was listed
  }
}
