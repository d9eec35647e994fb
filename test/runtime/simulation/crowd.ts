import type { House } from "../../../runtime/house.ts";
import type { Client } from "../../../runtime/service/clients.ts";
import { apply, type Command, type Snapshot } from "../../../wire/index.ts";
import type { FakeWorld } from "./fake-world.ts";

/** Somebody who calls for this and that, and whose picture of the tree comes from what the runtime tells. */
export class Crowd {
  asked = 0;
  answered = 0;
  picture: Snapshot | null = null;
  /** What the runtime itself calls a fault of its own; a law that is broken within a command is one, too. */
  fault: string | null = null;
  /** In half of the runs nobody debugs. */
  readonly pauses: boolean;
  #house: House;
  readonly #world: FakeWorld;
  #client: Client;

  constructor(house: House, world: FakeWorld) {
    this.#house = house;
    this.#world = world;
    this.pauses = world.chance.comes(0.5);
    this.#client = this.#newClient();
    this.connect(house);
    this.ask({ name: "start_tree", params: {} });
  }

  /** To the runtime that is there now; what was asked of the one before is not answered any more. */
  connect(house: House): void {
    this.#house = house;
    this.#client = this.#newClient();
    this.answered = this.asked;
    this.picture = null;
    this.fault = null;
    house.inbox.put({ kind: "connected", client: this.#client });
    this.ask({ name: "watch_tree", params: {} });
  }

  ask(command: Command): void {
    this.#house.inbox.put({ kind: "asked", client: this.#client, id: ++this.asked, command });
  }

  /** Does something now, and again in a while. */
  stir(): void {
    const { chance } = this.#world;
    if (this.#world.calm) return;
    if (this.#isDown()) this.ask({ name: "start_tree", params: {} });
    else if (this.pauses && chance.comes(0.4)) this.#pause();
    else this.ask(this.#anyCommand());
    this.#world.after(chance.delayMs(4000), () => this.stir());
  }

  #newClient(): Client {
    const client: Client = {
      role: "operate",
      notify: (name, params) => {
        if (this.#client !== client) return; // of a runtime that is gone
        if (name === "tree" && this.picture && "changed" in params) this.picture = apply(this.picture, params);
      },
      answer: (_, result) => {
        if (this.#client !== client) return;
        this.answered += 1;
        if (result && typeof result === "object" && "snapshot" in result) this.picture = result.snapshot as Snapshot;
      },
      refuse: (_, error) => {
        if (this.#client !== client) return;
        this.answered += 1;
        if (error.code === "internal") this.fault ??= error.message;
      },
    };
    return client;
  }

  #isDown(): boolean {
    const { tree } = this.#house.supervision;
    return tree.nodes.get(tree.root)?.phase.is === "down";
  }

  /** A debugger stops a process for a while; at times one that is over already. */
  #pause(): void {
    const { chance } = this.#world;
    const living = [...this.#world.living.values()];
    const process = living[chance.below(living.length)];
    if (!process) return;
    const { path } = process;
    const incarnation = process.incarnation - (chance.comes(0.2) ? 1 : 0);
    const [begin, end] = chance.one([["paused", "resumed"] as const, ["held", "released"] as const]);
    this.#house.happen({ kind: begin, path, incarnation });
    this.#world.after(chance.delayMs(4000), () => this.#house.happen({ kind: end, path, incarnation }));
  }

  #anyCommand(): Command {
    const { chance } = this.#world;
    const paths = [...this.#house.supervision.tree.nodes.keys(), "t/gone", "t/n"];
    const path = paths[chance.below(paths.length)] ?? "t";
    const child = { id: chance.one(["n", "d-9"]), run: "run n", ...(chance.comes(0.5) ? { plan: ["restart"] } : {}) };
    const plan = chance.one([["restart", { restart: "1s" }], ["wait"], [{ restart: "3s" }]]);
    const commands: Command[] = [
      { name: "restart", params: { path } },
      { name: "restart_child", params: { path } },
      { name: "terminate_child", params: { path } },
      { name: "stop", params: { path } },
      { name: "delete_child", params: { path } },
      { name: "start_child", params: { path, child } },
      { name: "scale", params: { path, to: chance.below(7) } },
      { name: "hold", params: { path } },
      { name: "release", params: { path } },
      { name: "release", params: { path } },
      {
        name: "change_strategy",
        params: { path, strategy: chance.one(["one_for_one", "rest_for_one", "one_for_all"]) },
      },
      { name: "change_intensity", params: { path, restarts: 1 + chance.below(20), period: chance.one(["1s", "20s"]) } },
      {
        name: "become_supervisor",
        params: { path, child: { id: "x", run: "run x" }, pid: 1_000_000 + chance.below(9) },
      },
      {
        name: "change_default_childspec",
        params: { path, childspec: { run: "run", plan: [chance.one(["restart", "wait"])] } },
      },
      { name: "kill", params: { path, signal: chance.one(["SIGKILL", "SIGTERM"]) } },
      { name: "change_plan", params: { path, plan: [...plan], count: chance.one([1, 5, "infinity"]) } },
      { name: "change_count", params: { path, count: chance.below(4) } },
      chance.one([
        { name: "count_children", params: { path } },
        { name: "get_childspec", params: { path } },
      ]),
    ];
    return commands[chance.below(commands.length)] ?? { name: "restart", params: { path } };
  }
}
