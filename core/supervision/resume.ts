import type { Path } from "../../wire/index.ts";
import { goOn } from "./clock.ts";
import { arm, timer } from "./deadlines.ts";
import type { Draft } from "./draft.ts";
import { isGone } from "./process.ts";
import type { Node, WorkerNode } from "./tree.ts";

/**
 * Another runtime goes on with the tree as the one before has written it down: what should live is taken up, what was due is due, a stop
 * that was under way is asked for again. Whoever had called, held or paused something was connected to the runtime that is gone.
 */
export function resume(draft: Draft): void {
  for (const path of inStartOrder(draft, draft.root)) {
    const node = draft.get(path);
    if (!node) continue;
    const alone = { ...node, callers: [], clock: goOn(node.clock, draft.at) };
    if (alone.kind === "worker") resumeWorker(draft, draft.put({ ...alone, node: null, debugged: false }));
    else resumeTimer(draft, draft.put(alone));
  }
}

function resumeWorker(draft: Draft, child: WorkerNode): void {
  const { path, incarnation, spec, phase } = child;
  if (phase.is === "down" || phase.is === "queued") {
    resumeTimer(draft, child);
    return;
  }
  if (phase.is === "spawning" && phase.by === "become_supervisor") {
    isGone(draft, child, { error: "The runtime ended before it was taken over; ask for it again." });
    return;
  }
  draft.act({ do: "take_up", path, incarnation, spec });
  if (phase.is === "starting") draft.act({ do: "probe", path, incarnation, spec });
  if (phase.is === "up" && spec.alive) draft.act({ do: "watch", path, incarnation, spec });
  if (phase.is === "stopping" && phase.spawned) askToStop(draft, child, phase.deadline);
  arm(draft, child);
}

/** Without a deadline it was killed, unless it may take any time. */
function askToStop(draft: Draft, { path, incarnation, spec }: WorkerNode, deadline: number | null): void {
  const { signal, timeoutMs, file } = spec.stop;
  const patient = timeoutMs === "infinity" && signal !== "SIGKILL";
  draft.act(
    deadline === null && !patient ? { do: "kill", path, incarnation } : { do: "stop", path, incarnation, signal, file },
  );
}

function resumeTimer(draft: Draft, node: Node): void {
  const { phase } = node;
  if (phase.is === "queued" && phase.awaits === "restart")
    draft.act({ do: "wake", timer: timer(node, "restart"), at: phase.dueAt });
  if (node.kind === "supervisor" && node.spec.dynamic) draft.tell({ is: "turn", path: node.path });
}

function* inStartOrder(draft: Draft, path: Path): Generator<Path> {
  yield path;
  const node = draft.get(path);
  if (node?.kind === "supervisor") for (const child of node.children) yield* inStartOrder(draft, child);
}
