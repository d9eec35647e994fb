import { answerCall } from "./calls/index.ts";
import { Draft, type News } from "./draft.ts";
import { due } from "./due.ts";
import { begin } from "./entrance.ts";
import { exited, notStarted } from "./exit.ts";
import type { Event, Functions, Step } from "./model.ts";
import { cannotBecomeReady, goesOn, hasSpawned, isDumb, isGone, lives, standsStill } from "./process.ts";
import { resume } from "./resume.ts";
import { becomeReady } from "./start.ts";
import { stop } from "./stop.ts";
import type { Tree, WorkerNode } from "./tree.ts";
import { turn } from "./turn.ts";

/**
 * Decides what one event leads to. The tree that is handed in stays valid and unchanged.
 * `functions` runs the functions of a config module; without it a plan element `function` counts as failed.
 */
export function plan(tree: Tree, event: Event, functions: Functions = () => null): Step {
  const draft = new Draft(tree, event, functions);
  receive(draft, event);
  for (let news = draft.nextNews(); news; news = draft.nextNews()) follow(draft, news);
  return draft.step();
}

function receive(draft: Draft, event: Event): void {
  switch (event.kind) {
    case "start_tree":
      startTree(draft);
      return;
    case "stop_tree":
      stopTree(draft);
      return;
    case "resume_tree":
      resume(draft);
      return;
    case "due":
      due(draft, event.timer);
      return;
    case "call":
      answerCall(draft, event.id, event.call);
      return;
    default: {
      const child = draft.get(event.path);
      const current = child?.kind === "worker" && child.incarnation === event.incarnation && lives(child);
      if (current) receiveFrom(draft, child, event);
    }
  }
}

type ProcessEvent = Extract<Event, { incarnation: number }>;

function receiveFrom(draft: Draft, child: WorkerNode, event: ProcessEvent): void {
  switch (event.kind) {
    case "spawned":
      hasSpawned(draft, child, event.pid);
      return;
    case "spawn_failed":
      isGone(draft, child, { error: event.error });
      return;
    case "exited":
      isGone(draft, child, event.reason);
      return;
    case "ready":
      if (child.phase.is === "starting") becomeReady(draft, child);
      return;
    case "not_ready":
      cannotBecomeReady(draft, child, event.error);
      return;
    case "not_alive":
      isDumb(draft, child, event.error);
      return;
    case "held":
    case "paused":
      standsStill(draft, child, event.kind);
      return;
    case "released":
      goesOn(draft, child, "held");
      return;
    case "resumed":
      goesOn(draft, child, "paused");
      return;
    case "agent":
      draft.put({ ...child, node: event.node });
      return;
    case "debugged":
      draft.put({ ...child, debugged: event.debugged });
      return;
  }
}

function follow(draft: Draft, news: News): void {
  const node = draft.get(news.path);
  if (!node) return;
  switch (news.is) {
    case "turn":
      if (node.kind === "supervisor") turn(draft, node);
      return;
    case "exited":
      exited(draft, node, news.reason);
      return;
    case "not_started":
      notStarted(draft, node, news.by, news.reason);
      return;
  }
}

function startTree(draft: Draft): void {
  const root = draft.get(draft.root);
  if (root?.phase.is === "down") begin(draft, root, "supervisor");
}

function stopTree(draft: Draft): void {
  const root = draft.get(draft.root);
  if (!root) return;
  if (root.phase.is === "down") draft.act({ do: "ended", reason: "shutdown", at: draft.at });
  else stop(draft, root, { do: "rest", as: "stopped" });
}
