import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, realpathSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Client, connect, findRuntime, startRuntime, watchTree } from "../../client/index.ts";
import type { TreeNode } from "../../wire/index.ts";
import { gone } from "../runtime/processes.ts";
import { Chance } from "../runtime/simulation/chance.ts";
import { runtimeFile } from "../runtime/tree.ts";
import { fill, mountSmall, shorten, unmount } from "./disk.ts";
import { assertLogWhole } from "./logs.ts";
import { keeperIn, type Writer, writersIn } from "./processes.ts";
import { childIds, specOf } from "./tree.ts";

export interface Harness {
  seed: number;
  children: number;
  /** Faults happen one after the other until this moment, at least one of them. */
  until: number;
  say: (text: string) => void;
}

/** A tree of real children to which faults happen by chance; after each, what must hold is looked at. Leaves nothing behind. */
export async function torment({ seed, children, until, say }: Harness): Promise<number> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "supertree-faults-")));
  const smallDisk = mountSmall(folder, 64 + 8 * children);
  const tree = new Tormented({ folder, smallDisk }, childIds(children), new Chance(seed), say);
  try {
    await tree.up();
    let faults = 0;
    do {
      await tree.suffer();
      faults += 1;
    } while (Date.now() < until);
    await tree.down();
    return faults;
  } catch (error) {
    throw new Error(`SUPERTREE_SEED=${seed} repeats this: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  } finally {
    await tree.end();
    if (smallDisk) unmount(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

const faults = ["runtime", "keeper", "both", "children", "torn", "shortened", "upgrade", "restart"] as const;
const withoutRuntime: readonly string[] = ["runtime", "both", "torn", "shortened"];

class Tormented {
  readonly #folder: string;
  readonly #smallDisk: boolean;
  readonly #specFile: string;
  readonly #ids: readonly string[];
  readonly #chance: Chance;
  readonly #say: (text: string) => void;
  /** How often each child was killed: so many restarts it has. */
  readonly #kills = new Map<string, number>();
  #client: Client | null = null;
  #runtime = 0;

  constructor(
    place: { folder: string; smallDisk: boolean },
    ids: readonly string[],
    chance: Chance,
    say: (text: string) => void,
  ) {
    this.#folder = place.folder;
    this.#smallDisk = place.smallDisk;
    this.#specFile = join(place.folder, "supertree.json");
    this.#ids = ids;
    this.#chance = chance;
    this.#say = say;
    writeFileSync(this.#specFile, specOf(ids));
  }

  async up(): Promise<void> {
    const env = { FAULTS: this.#folder };
    await startRuntime({ specFile: this.#specFile, runtimeFile, env });
    await this.#meet();
    await this.#settle();
  }

  async suffer(): Promise<void> {
    const before = new Map(writersIn(this.#folder).map((writer) => [writer.id, writer]));
    const killed = new Set<string>();
    const fault = this.#chance.one(this.#smallDisk ? ([...faults, "full"] as const) : faults);
    this.#say(fault);
    switch (fault) {
      case "runtime":
        await this.#kill(this.#runtime);
        if (this.#chance.comes(0.5)) this.#killSome(before, killed);
        break;
      case "keeper":
        await this.#kill(keeperIn(this.#folder));
        if (this.#chance.comes(0.5)) this.#killSome(before, killed);
        break;
      case "both":
        await Promise.all([this.#kill(this.#runtime), this.#kill(keeperIn(this.#folder))]);
        break;
      case "children":
        this.#killSome(before, killed);
        break;
      case "torn": {
        await this.#kill(this.#runtime);
        const file = this.#file("state", "tree");
        truncateSync(file, readFileSync(file).length - 1 - this.#chance.below(9));
        break;
      }
      case "shortened": {
        await this.#kill(this.#runtime);
        shorten(this.#file("state", "tree"), this.#chance.below(100) / 100);
        for (const id of this.#ids) if (this.#chance.comes(0.2)) shorten(this.#file("logs", `f%2F${id}.log`), 0.01);
        break;
      }
      case "full": {
        const free = fill(this.#folder);
        this.#killSome(before, killed);
        await sleep(this.#chance.below(1500)); // for how long there is no room
        free();
        break;
      }
      case "upgrade":
        await this.#client?.call("upgrade", {});
        await this.#client?.closed;
        await gone(this.#runtime);
        break;
      case "restart":
        await this.#restartOne(killed);
    }
    await this.#goOn(fault);
    await this.#settle();
    this.#assertUntouched(before, killed);
  }

  async down(): Promise<void> {
    await this.#client?.call("shutdown", {});
    await this.#client?.closed;
    await gone(this.#runtime);
    assert.deepEqual(writersIn(this.#folder), [], "nobody is left behind");
    for (const id of this.#ids) assertLogWhole(this.#folder, id);
  }

  /** Whatever has happened: nothing of it lives on. */
  async end(): Promise<void> {
    this.#client?.close();
    await this.#kill(this.#runtime || null);
    await this.#kill(keeperIn(this.#folder));
    for (const { pid } of writersIn(this.#folder)) process.kill(-pid, "SIGKILL");
  }

  async #goOn(fault: string): Promise<void> {
    if (withoutRuntime.includes(fault)) {
      if (this.#chance.comes(0.5)) await sleep(this.#chance.below(300)); // for how long nobody is there
      await startRuntime({ specFile: this.#specFile, runtimeFile, env: { FAULTS: this.#folder } });
    }
    if (withoutRuntime.includes(fault) || fault === "upgrade") await this.#meet();
  }

  #file(...parts: string[]): string {
    return join(this.#folder, ".supertree", ...parts);
  }

  async #meet(): Promise<void> {
    this.#client?.close();
    const found = await findRuntime(this.#specFile);
    assert.ok(found, "a runtime is there");
    this.#runtime = found.pid;
    this.#client = await connect(found);
  }

  /** Until each child runs in the incarnation that it should have. */
  async #settle(): Promise<void> {
    const client = this.#client;
    assert.ok(client, "a runtime is there");
    let settle = () => {};
    const settled = new Promise<void>((resolve) => {
      settle = resolve;
    });
    let fault: unknown = null;
    const watch = await watchTree(client, ({ nodes }) => {
      try {
        if (this.#areSettled(nodes)) settle();
      } catch (error) {
        fault = error; // told to whoever waits, not to the connection
        settle();
      }
    });
    const over = client.closed.then(() => assert.fail("the runtime went away"));
    await Promise.race([settled, over]);
    watch.stop();
    if (fault) throw fault;
  }

  #areSettled(nodes: readonly TreeNode[]): boolean {
    const workers = nodes.filter((node) => node.kind === "worker");
    for (const node of workers) this.#assertCounted(node);
    return workers.length === this.#ids.length && workers.every((node) => this.#isSettled(node));
  }

  #isSettled({ state, incarnation, id }: TreeNode): boolean {
    return state === "running" && incarnation === 1 + (this.#kills.get(id) ?? 0);
  }

  #assertCounted({ id, incarnation }: TreeNode): void {
    const most = 1 + (this.#kills.get(id) ?? 0);
    assert.ok(incarnation <= most, `${id} is at its incarnation ${incarnation}, but should have come to ${most}`);
  }

  #assertUntouched(before: ReadonlyMap<string, Writer>, killed: ReadonlySet<string>): void {
    const now = writersIn(this.#folder);
    for (const id of this.#ids) {
      const living = now.filter((writer) => writer.id === id);
      const found = living.map(({ pid, startTime }) => `${pid} since ${startTime}`).join(", ") || "nobody";
      assert.equal(living.length, 1, `${id} lives once: ${found}`);
      if (!killed.has(id)) assert.deepEqual(living[0], before.get(id), `${id} died, and nobody had killed it`);
    }
  }

  #killSome(before: ReadonlyMap<string, Writer>, killed: Set<string>): void {
    for (const [id, { pid }] of before) {
      if (!this.#chance.comes(0.2)) continue;
      process.kill(pid, "SIGKILL");
      this.#note(id, killed);
    }
  }

  async #restartOne(killed: Set<string>): Promise<void> {
    const id = this.#ids[this.#chance.below(this.#ids.length)] ?? "";
    this.#note(id, killed);
    await this.#client?.call("restart", { path: `f/${id}` });
  }

  #note(id: string, killed: Set<string>): void {
    killed.add(id);
    this.#kills.set(id, (this.#kills.get(id) ?? 0) + 1);
  }

  async #kill(pid: number | null): Promise<void> {
    if (pid === null) return;
    try {
      process.kill(pid, "SIGKILL");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error; // gone already
    }
    await gone(pid);
  }
}
