import type { EndReason, ExitReason } from "../../wire/index.ts";
import { answer } from "./callers.ts";
import { ownTime } from "./clock.ts";
import type { Draft } from "./draft.ts";
import { keep } from "./hold.ts";
import { countRestart } from "./intensity.ts";
import type { Failure } from "./model.ts";
import { report } from "./report.ts";
import { forget, giveUp, rest, stop } from "./stop.ts";
import { along, companionOf, restart } from "./strategy.ts";
import type { Node, Starter, SupervisorNode } from "./tree.ts";
import { judge, type Verdict } from "./verdict.ts";
import { because, didExit, exitOf, isCalm, willFollow } from "./words.ts";

/** A child ended that should not have: its plan decides what follows, its supervisor's strategy who goes along. */
export function exited(draft: Draft, child: Node, reason: ExitReason): void {
  const supervisor = runningParent(draft, child);
  if (!supervisor) {
    rest(draft, child, "stopped");
    return;
  }
  answer(draft, child.path, "ready", neverReady(child, reason));
  // As in OTP, the exit of a child that a sibling's restart is about to stop is no news: its own plan is not asked.
  const companion = companionOf(supervisor, child.path);
  if (companion) stop(draft, draft.fresh(child), along(child, companion.dueAt));
  else if (child.onHold) keep(draft, draft.fresh(child), reason);
  else decide(draft, supervisor, draft.fresh(child), reason);
}

/** A start that did not come to `ready`: whoever wanted it hears of it. */
export function notStarted(draft: Draft, child: Node, by: Starter, reason: ExitReason): void {
  const supervisor = runningParent(draft, child);
  if (!supervisor) {
    rest(draft, child, "stopped");
    return;
  }
  answer(draft, child.path, "ready", neverReady(child, reason));
  const node = draft.fresh(child);
  if (by !== "plan") report(draft, node, startError(reason));
  switch (by) {
    case "plan":
      exited(draft, node, reason);
      return;
    case "start_child":
    case "become_supervisor":
      forget(draft, node);
      return;
    case "restart":
      rest(draft, node, "failed");
      return;
    case "supervisor":
      rest(draft, node, "failed");
      end(draft, supervisor, { notStarted: child.path, reason });
      return;
  }
}

function decide(draft: Draft, supervisor: SupervisorNode, child: Node, reason: ExitReason): void {
  const restarts = child.restarts + 1;
  const endedAt = child.lastExit?.at ?? draft.at; // earlier than now when it was on hold since
  const ranMs = child.readySince === null ? 0 : ownTime(child.clock, endedAt) - child.readySince;
  const exit = { child: child.path, reason, restarts, ranMs, seed: draft.seed };
  const [verdict, progress] = judge(child.spec.life, child.progress, exit, draft.functions);
  const node = draft.put({ ...child, restarts, progress });
  const severity = isCalm(reason) ? "info" : "warning";
  const message = `${didExit(reason)}; ${willFollow(verdict)}`;
  const element = child.spec.life.by === "plan" ? child.progress.at : null;
  const delayMs = verdict.do === "restart" ? verdict.delayMs : 0;
  const dueAt = delayMs > 0 ? draft.at + delayMs : null;
  report(draft, node, { severity, context: "child_terminated", message, reason, element, dueAt });
  carryOut(draft, supervisor, node, verdict);
}

function carryOut(draft: Draft, supervisor: SupervisorNode, child: Node, verdict: Verdict): void {
  switch (verdict.do) {
    case "restart":
      if (countRestart(draft, supervisor, child)) {
        restart(draft, freshParent(draft, supervisor), child, draft.at + verdict.delayMs);
      } else {
        rest(draft, child, "failed");
        end(draft, freshParent(draft, supervisor), "reached_max_restart_intensity");
      }
      return;
    case "wait":
      rest(draft, child, "waiting");
      shutDownWith(draft, supervisor, child);
      return;
    case "rest":
      // A dynamic supervisor keeps no spec of a child that is done, as Elixir's DynamicSupervisor.
      if (supervisor.spec.dynamic) forget(draft, child);
      else rest(draft, child, "stopped");
      shutDownWith(draft, freshParent(draft, supervisor), child);
      return;
    case "forget":
      forget(draft, child);
      shutDownWith(draft, freshParent(draft, supervisor), child);
      return;
    case "end":
      rest(draft, child, "failed");
      end(draft, supervisor, verdict.reason);
      return;
  }
}

/** OTP's auto_shutdown: a significant child that is down for good may take its supervisor with it. */
function shutDownWith(draft: Draft, supervisor: SupervisorNode, child: Node): void {
  const { autoShutdown } = supervisor.spec;
  if (!child.spec.significant || autoShutdown === "never") return;
  const living = supervisor.children.some((path) => isLivingSignificant(draft.get(path)));
  if (autoShutdown === "any_significant" || !living) end(draft, supervisor, "shutdown");
}

function isLivingSignificant(child: Node | undefined): boolean {
  return child?.spec.significant === true && child.phase.is !== "down";
}

function end(draft: Draft, supervisor: SupervisorNode, reason: EndReason): void {
  const message = `the supervisor ends: ${because(reason)}`;
  const severity = reason === "shutdown" ? "info" : "error";
  report(draft, supervisor, { severity, context: "shutdown", message, reason: exitOf(reason) });
  giveUp(draft, supervisor, reason);
}

function startError(reason: ExitReason) {
  return {
    severity: "warning",
    context: "start_error",
    message: `did not start: it ${didExit(reason)}`,
    reason,
  } as const;
}

function neverReady({ path }: Node, reason: ExitReason): Failure {
  return { code: "start_failed", message: `${path} did not become ready: it ${didExit(reason)}`, where: path };
}

/** Null when the supervisor stops or is down itself: then nobody is restarted any more. */
function runningParent(draft: Draft, child: Node): SupervisorNode | null {
  const parent = draft.parentOf(child);
  return parent && (parent.phase.is === "up" || parent.phase.is === "starting") ? parent : null;
}

function freshParent(draft: Draft, supervisor: SupervisorNode): SupervisorNode {
  const node = draft.get(supervisor.path);
  if (node?.kind !== "supervisor") throw new Error(`${supervisor.path} is gone while a child of it exits`);
  return node;
}
