import { planToDocument } from "../../spec/index.ts";
import type { About, ExitReason, Report } from "../../wire/index.ts";
import { realTime } from "./clock.ts";
import type { Draft } from "./draft.ts";
import type { Node } from "./tree.ts";

interface Told {
  severity: Report["severity"];
  context: About["context"];
  message: string;
  reason?: ExitReason;
  /** Where its delayed restart has been decided, and when it is due. */
  dueAt?: number | null;
  /** The plan element that was executed. */
  element?: number | null;
}

/** Reports something about a child, with all that its supervisor knows of it at this moment. */
export function report(draft: Draft, node: Node, told: Told): void {
  const { path, incarnation, parent: supervisor, restarts, progress, clock, readySince } = node;
  const { life } = node.spec;
  const planned = life.by === "plan";
  const about: About = {
    context: told.context,
    supervisor,
    incarnation,
    pid: node.kind === "worker" ? node.lastPid : null,
    reason: told.reason ?? null,
    restart: planned ? null : life.restart,
    plan: planned ? planToDocument(life.plan) : null,
    element: told.element ?? null,
    runs: progress.runs,
    count: planned ? life.count : null,
    restarts,
    dueAt: told.dueAt ?? null,
    readyAt: readySince === null ? null : realTime(clock, readySince),
  };
  draft.act({ do: "report", at: draft.at, severity: told.severity, path, message: told.message, about });
}
