import assert from "node:assert/strict";
import { setImmediate as nextTurn } from "node:timers/promises";
import { load, type Tree, views } from "../../../core/index.ts";
import type { RuntimeEvent } from "../../../runtime/event.ts";
import { build, type House } from "../../../runtime/house.ts";
import { nothingYet } from "../../../runtime/reload/index.ts";
import { run } from "../../../runtime/runtime.ts";
import { stateFolderOf } from "../../../runtime/state/folder.ts";
import type { Path } from "../../../wire/index.ts";
import { tree as treeOf } from "../../core/supervision/notation.ts";
import { Chance } from "./chance.ts";
import { Crowd } from "./crowd.ts";
import { fakeInbox } from "./fake-inbox.ts";
import { FakeWorld } from "./fake-world.ts";
import { IntensityLaw } from "./intensity.ts";
import { assertLawful, assertMayStart, assertMayStop, assertNotEarly } from "./laws.ts";
import { Killed, Memory } from "./memory.ts";
import { anyTree } from "./trees.ts";

/** How much a failure tells of what led to it. */
const remembered = 25;
/** What happens within this time may wait for the loop together. */
const burstMs = 100;

/**
 * The runtime's own loop with everything around it, in a world made of chance: some tree for so many events, then its end.
 * Every law is looked at after every event. Answers with how many events the loop has handled.
 */
export async function simulate(seed: number, events: number): Promise<number> {
  const chance = new Chance(seed);
  const text = anyTree(chance);
  const world = new FakeWorld(chance);
  const story: (() => string)[] = [];
  try {
    return await live(text, world, events, story);
  } catch (error) {
    const told = story
      .slice(-remembered)
      .map((tell) => tell())
      .join("\n");
    const reason = error instanceof Error ? error.message : String(error);
    const message = `SUPERTREE_SEED=${seed} repeats this: ${reason}\n\n${text}\n…\n${told}`;
    throw new Error(message, { cause: error });
  }
}

async function live(text: string, world: FakeWorld, events: number, story: (() => string)[]): Promise<number> {
  let handled = 0;
  let ending = false;
  let idles = 0;
  let before: { tree: Tree; event: RuntimeEvent } | null = null;
  const intensity = new IntensityLaw();
  const deaths = world.chance.one([0, 0, 0.005]);

  const inbox = fakeInbox(world, {
    gives(event) {
      handled += 1;
      const { clock } = world;
      story.push(() => `${clock} ${told(event)}`);
      if (story.length > 4 * remembered) story.splice(0, 2 * remembered);
      before = { tree: house.supervision.tree, event };
      if (event.kind !== "tree") return;
      if (event.event.kind === "stop_tree") ending = true;
      if (!crowd.pauses) intensity.before(house.supervision.tree, event.event);
    },
    handled() {
      house.memory.assertAlive();
      assert.equal(crowd.fault, null, "a command does not fail by the runtime's fault");
      if (before) assertNotEarly(before.tree, before.event, house.supervision.tree);
      intensity.after(house.supervision.tree);
      assertLawful(house.supervision.tree, world, inbox.waiting);
    },
    async idle() {
      house.memory.assertAlive();
      if (handled >= events && !world.calm) {
        world.calm = true;
        for (const process of world.living.values()) process.relent();
        inbox.put({ kind: "end_asked" });
        return;
      }
      if (ending) await nextTurn(); // the loop's end takes a moment of its own
      assert.ok(world.pass() || ending, "something happens at last");
      while (world.chance.comes(0.3) && world.pass(burstMs)); // much may happen before the loop reads any of it
      if (ending) idles += 1;
      assert.ok(idles < 10_000, "a stop has an end");
    },
  });
  const folder = stateFolderOf("supertree.yaml");
  const record = { pid: 1, url: "", version: "", spec: "supertree.yaml", remote: null };
  const agents = { files: { program: "", gate: "" }, socket: "", secret: "" };
  const reloads = { memory: nothingYet, keep: () => {} }; // no process of a made-up world has an agent
  const dies = () => !world.calm && world.chance.comes(deaths);
  const furnish = (tree: Tree) => {
    const memory = new Memory(tree, dies);
    return { memory, ...build({ tree, world, legacy: memory, reloads, inbox, folder, record, agents }) };
  };
  let house = furnish(load(treeOf(text)));

  world.onStart = ({ path, incarnation }) => {
    story.push(() => `  start ${path}#${incarnation}`);
    assertMayStart(house.supervision.tree, path);
  };
  world.onStop = (path) => {
    story.push(() => `  stop ${path}`);
    assertMayStop(house.supervision.tree, world, path);
  };
  const crowd = new Crowd(house, world);
  crowd.stir();
  while (!(await outlived(house))) {
    story.push(() => "  the runtime is killed");
    inbox.waiting.length = 0;
    const { tree } = house.memory.read();
    world.forsake((path) => isTakenOver(tree, path));
    house = furnish(tree);
    house.happen({ kind: "resume_tree" });
    crowd.connect(house);
    if (ending) inbox.put({ kind: "end_asked" });
  }
  await nextTurn(); // the last answers
  assert.equal(crowd.fault, null, "a command does not fail by the runtime's fault");
  assert.equal(world.living.size, 0, "no process is left behind");
  assert.equal(crowd.answered, crowd.asked, "every call has had its one answer");
  assert.deepEqual(crowd.picture?.nodes, views(house.supervision.tree), "a client's picture is the tree");
  return handled;
}

/** A process that was to be adopted is nobody's until its runtime has written down that it has it. */
function isTakenOver({ nodes }: Tree, path: Path): boolean {
  const phase = nodes.get(path)?.phase;
  return phase !== undefined && !(phase.is === "spawning" && phase.by === "become_supervisor");
}

/** Runs until the runtime has ended in order; false when it was killed. */
async function outlived(house: House): Promise<boolean> {
  try {
    await run(house);
    return true;
  } catch (error) {
    if (error instanceof Killed) return false;
    throw error;
  }
}

function told(event: RuntimeEvent): string {
  if (event.kind === "tree") {
    const { seed, at, ...happening } = event.event;
    return JSON.stringify(happening);
  }
  return event.kind === "asked" ? JSON.stringify(event.command) : event.kind;
}
