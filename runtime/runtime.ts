import { setTimeout as sleep } from "node:timers/promises";
import type { Event } from "../core/index.ts";
import type { CommandName } from "../wire/index.ts";
import { greet, miss } from "./agents/greeting.ts";
import { answer } from "./answering.ts";
import { debugging, goOn, passOnAgents, tellEditor } from "./commands/debugging.ts";
import type { Handlers } from "./commands/handlers.ts";
import { hands } from "./commands/hands.ts";
import { measuring } from "./commands/measuring.ts";
import { rehearsing } from "./commands/rehearsing.ts";
import { reloading } from "./commands/reloading.ts";
import { supervising } from "./commands/supervising.ts";
import { tracing } from "./commands/tracing.ts";
import { watching } from "./commands/watching.ts";
import type { RuntimeEvent } from "./event.ts";
import type { House } from "./house.ts";

/** How a runtime ends: its tree is down, or another runtime, in this file, is to go on with it. */
export type End = { is: "down" } | { is: "handed_over"; to: string };

/** How long the end waits for a disk that takes nothing: what children wrote stays in their own files then. */
const lastWritesMs = 5_000;

/** The one loop: handles what happens until the runtime has been asked to end and the last child is gone, or to hand its tree over. */
export async function run(house: House): Promise<End> {
  const ending = new Ending(house);
  const handlers = handlersOf(house, ending);
  for await (const event of house.inbox) handle(house, ending, handlers, event);
  house.timers.cancelAll();
  house.metrics.close();
  house.tracing?.close();
  house.publisher.flush();
  const flushed = Promise.all([house.logs.flushed(), house.reports.flushed(), house.outbox?.close()]);
  await Promise.race([flushed, sleep(lastWritesMs)]);
  return ending.how;
}

function handle(house: House, ending: Ending, handlers: Handlers<CommandName>, event: RuntimeEvent): void {
  switch (event.kind) {
    case "tree":
      happened(house, event.event);
      break;
    case "connected":
      house.clients.add(event.client);
      break;
    case "disconnected":
      house.clients.remove(event.client);
      goOn(house.holds.undebug(event.client), house.children, house.happen);
      passOnAgents(house.holds, house.children);
      break;
    case "asked":
      void answer(handlers, { ...event, ending: ending.asked }, () => house.publisher.flush());
      break;
    case "debug_asked":
      event.settle(
        house.inspectors.way(event.target, house.children.find(event.target.path, event.target.incarnation)),
      );
      break;
    case "agent_hello":
      greet(house, event.link, event.hello);
      break;
    case "agent_said":
      house.inspectors.hear(event.link, event.message);
      house.reloader.hear(event.link, event.message);
      house.metrics.hear(event.link, event.message);
      break;
    case "agent_gone":
      miss(house, event.link);
      break;
    case "metrics_due":
      house.metrics.due();
      break;
    case "used":
      house.metrics.used(event.at, event.usages);
      break;
    case "spans":
      house.tracing?.take(event.spans, event.refused);
      break;
    case "traces_due":
      if (house.tracing) house.clients.tellTraceWatchers(house.tracing.store.counts());
      break;
    case "agent_channel":
      house.inspectors.arrived(event.name, event.channel);
      break;
    case "end_asked":
      void ending.end();
      break;
  }
}

/** Something happened to the tree: core decides, and those who debug hear of an end. */
function happened(house: House, event: Event): void {
  const over =
    event.kind === "exited" || event.kind === "spawn_failed"
      ? house.children.find(event.path, event.incarnation)
      : null;
  if (event.kind === "exited" || event.kind === "spawn_failed") {
    house.holds.forget(event.path, event.incarnation);
    house.reloader.ended(event.path);
  }
  house.children.note(event);
  const spawned = event.kind === "spawned" && house.children.find(event.path, event.incarnation);
  if (spawned) tellEditor(spawned, house.holds.debuggersOf(spawned.path));
  house.supervision.handle(event); // first: a restart is to be quick
  if (event.kind === "exited" || event.kind === "spawn_failed") tellEnd(house, event);
  over?.life.forget();
}

function tellEnd({ clients }: House, event: Extract<Event, { kind: "exited" | "spawn_failed" }>): void {
  const { path, incarnation, at } = event;
  const reason = event.kind === "exited" ? event.reason : { error: event.error };
  clients.tellAll("exited", { path, incarnation, reason, at });
}

function handlersOf(house: House, ending: Ending): Handlers<CommandName> {
  const supervised = supervising(house.supervision, house.stamp);
  return {
    ...supervised,
    // What a person starts anew loads what is on disk, not what was reloaded before.
    restart: (params, client) => {
      house.reloader.startsAnew(params.path);
      return supervised.restart(params, client);
    },
    restart_child: (params, client) => {
      house.reloader.startsAnew(params.path);
      return supervised.restart_child(params, client);
    },
    ...watching({ ...house, find: (path) => house.supervision.find(path) }),
    ...tracing(house),
    ...measuring(house.clients, house.metrics),
    ...rehearsing({
      tree: () => house.supervision.tree,
      functions: house.supervision.functions,
      now: house.now,
    }),
    ...debugging({ ...house, unhold: (path) => house.supervision.ask({ name: "release", path }, house.stamp) }),
    ...reloading({
      reloader: house.reloader,
      now: house.now,
      order: () => house.supervision.paths,
      restart: (path) => {
        house.reloader.startsAnew(path);
        return house.supervision.ask({ name: "restart", path }, house.stamp);
      },
      report: (message) =>
        house.reports.tell({ at: house.now(), severity: "info", path: house.root, message, about: null }),
      tell: ({ name, params }) => {
        house.clients.tellAll(name, params);
        if (name === "reloaded") house.remember({ kind: "reload", event: params });
      },
    }),
    ...hands({
      ...house,
      start: () => startTree(house),
      end: () => ending.end(),
      handOver: (to) => ending.handOver(to),
    }),
  };
}

function startTree(house: House): void {
  house.reloader.startsAnew(house.root);
  house.happen({ kind: "start_tree" });
}

/** The end of the runtime: whoever asks, the tree is stopped once, and everybody who asked waits for it. */
class Ending {
  readonly #house: House;
  #ended: Promise<void> | null = null;
  how: End = { is: "down" };

  constructor(house: House) {
    this.#house = house;
  }

  get asked(): boolean {
    return this.#ended !== null;
  }

  end(): Promise<void> {
    this.#ended ??= this.#stop();
    return this.#ended;
  }

  /** A tree that is being stopped is stopped. */
  handOver(to: string): void {
    if (this.asked) return;
    this.how = { is: "handed_over", to };
    this.#ended = Promise.resolve();
    this.#house.inbox.close();
  }

  async #stop(): Promise<void> {
    const down = this.#house.supervision.nextEnd();
    this.#house.happen({ kind: "stop_tree" });
    await down;
    this.#house.inbox.close();
  }
}
