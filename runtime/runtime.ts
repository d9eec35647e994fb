import { type Event, views } from "../core/index.ts";
import type { CommandName } from "../wire/index.ts";
import type { AgentLink, Hello } from "./agents/links.ts";
import { answer } from "./answering.ts";
import { debugging, goOn } from "./commands/debugging.ts";
import type { Handlers } from "./commands/handlers.ts";
import { hands } from "./commands/hands.ts";
import { measuring } from "./commands/measuring.ts";
import { rehearsing } from "./commands/rehearsing.ts";
import { reloading } from "./commands/reloading.ts";
import { supervising } from "./commands/supervising.ts";
import { watching } from "./commands/watching.ts";
import type { RuntimeEvent } from "./event.ts";
import type { House } from "./house.ts";
import type { Client } from "./service/clients.ts";

/** The one loop: handles what happens until the runtime has been asked to end and the last child is gone. */
export async function run(house: House): Promise<void> {
  const ending = new Ending(house);
  const handlers = handlersOf(house, ending);
  for await (const event of house.inbox) handle(house, ending, handlers, event);
  house.timers.cancelAll();
  house.metrics.close();
  house.publisher.flush();
  await Promise.all([house.logs.flushed(), house.reports.flushed(), house.outbox?.close()]);
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
      break;
    case "asked":
      void answer(handlers, { ...event, ending: ending.asked }, () => house.publisher.flush());
      break;
    case "debug_asked":
      event.settle(
        house.inspectors.way(event.path, event.incarnation, house.children.find(event.path, event.incarnation)),
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
    case "end_asked":
      void ending.end();
      break;
  }
}

/** Something happened to the tree: core decides, and those who debug hear of an end. */
function happened(house: House, event: Event): void {
  if (event.kind === "exited" || event.kind === "spawn_failed") {
    const { path, incarnation, at } = event;
    house.holds.forget(path, incarnation);
    const reason = event.kind === "exited" ? event.reason : { error: event.error };
    house.clients.tellAll("exited", { path, incarnation, reason, at });
  }
  house.children.note(event);
  house.supervision.handle(event);
}

/** The first agent of an incarnation is the program's; one that is started by it is none of ours. */
function greet(house: House, link: AgentLink, hello: Hello): void {
  const { path, incarnation } = link;
  const { pid, node, held } = hello;
  const child = house.children.find(path, incarnation);
  if (!child || child.agent) {
    link.close();
    return;
  }
  child.agent = { link, hello };
  house.reloader.hello(link, hello);
  house.happen({ kind: "agent", path, incarnation, node });
  const holders = held ? house.holds.hold(path, incarnation, pid) : [];
  if (!held) {
    tell(house.holds.debuggersOf(path), "running", { path, incarnation, pid });
  } else if (holders.length === 0) {
    link.send({ kind: "release" }); // whoever wanted it held is gone
  } else {
    house.happen({ kind: "held", path, incarnation });
    tell(holders, "held", { path, incarnation, pid });
  }
}

/** The agent is gone, with its process or without: the process can no longer be debugged, and nobody holds it. */
function miss(house: House, link: AgentLink): void {
  const { path, incarnation } = link;
  house.inspectors.gone(link);
  house.reloader.gone(link);
  house.metrics.gone(link);
  const child = house.children.find(path, incarnation);
  if (child?.agent?.link !== link) return;
  child.agent = null;
  if (!house.holds.find(path, incarnation)) return;
  house.holds.forget(path, incarnation);
  house.happen({ kind: "released", path, incarnation });
}

function tell(
  clients: readonly Client[],
  name: "held" | "running",
  process: { path: string; incarnation: number; pid: number },
): void {
  for (const client of clients) client.notify(name, process);
}

function handlersOf(house: House, ending: Ending): Handlers<CommandName> {
  return {
    ...supervising(house.supervision, house.stamp),
    ...watching({ ...house, find: (path) => house.supervision.find(path) }),
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
      order: () => views(house.supervision.tree).map(({ path }) => path),
      restart: (path) => house.supervision.ask({ name: "restart", path }, house.stamp),
      tell: ({ name, params }) => house.clients.tellAll(name, params),
    }),
    ...hands({ ...house, start: () => house.happen({ kind: "start_tree" }), end: () => ending.end() }),
  };
}

/** The end of the runtime: whoever asks, the tree is stopped once, and everybody who asked waits for it. */
class Ending {
  readonly #house: House;
  #ended: Promise<void> | null = null;

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

  async #stop(): Promise<void> {
    const down = this.#house.supervision.nextEnd();
    this.#house.happen({ kind: "stop_tree" });
    await down;
    this.#house.inbox.close();
  }
}
