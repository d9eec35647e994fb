import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { views } from "../../../core/index.ts";
import { happen, start } from "./check.ts";
import { short, type World } from "./world.ts";

// Whatever happens in whatever order: `World` checks its invariants after every step, and here is what must hold in the end.

const trees = [
  "one_for_one: a | b plan=restart,2s,wait x∞ | c transient stop=0 | d temporary",
  "one_for_all 3/5s: a | b plan=1s x∞ ready=3s | c temporary | d stop=infinity",
  "rest_for_one: a plan=1s,restart x∞ | b ready=3s | c plan=5s x∞ | d",
  "rest_for_one: a | s(one_for_all 1/5s: b | c plan=2s,stop) plan=1s x∞ | d",
  "one_for_all: s(rest_for_one: b ready=2s | u(one_for_one: c plan=stop) plan=restart x∞ | e) | d plan=grow(1s*2<9s~0.3@5s) x∞",
  "one_for_one max=6 rate=2 template=d-{n} any_significant: d-1 | d-2 transient significant | d-3 plan=restart x∞",
];
const paths = ["a", "b", "c", "d", "s", "s/b", "s/c", "s/u", "s/u/c", "s/e", "d-1", "d-2", "d-3", "d-4", "t"];
const deeds = [
  ...["exits 1", "exits SIGKILL", "exits normal", "ready", "unready", "spawned"],
  ...["held", "released", "paused", "resumed", "fails", "hangs", "is deaf", "works"],
];
const calls = ["restart_child", "terminate_child", "delete_child", "restart"];
const others = [
  ...["wait 1s", "wait 10s", "start_child t n", "start_child t n ready=2s", "start_child s m plan=stop"],
  ...["scale t 1", "scale t 5", "stop", "start", "change_plan b restart,1s", "change_plan s wait", "restart t"],
];

const line = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(fc.constantFrom(...paths), fc.constantFrom(...deeds)).map((words) => words.join(" ")),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constantFrom(...calls), fc.constantFrom(...paths)).map((words) => words.join(" ")),
  },
  { weight: 3, arbitrary: fc.constantFrom(...others) },
);

test("no sequence of events breaks the tree", () => {
  const script = fc.array(line, { minLength: 5, maxLength: 40 });
  fc.assert(
    fc.property(fc.constantFrom(...trees), script, (tree, lines) => {
      const world = start(tree);
      for (const one of lines) happen(world, one);
      endWell(world);
    }),
    { seed: 7, numRuns: 300 },
  );
});

/** Once nobody stands in the way any more, a stop ends every child, last first, and every call has had its one answer. */
function endWell(world: World): void {
  world.oddities.clear();
  for (const path of [...world.living.keys()]) {
    for (const deed of ["spawned", "released", "resumed"]) happen(world, `${short(path)} ${deed}`);
  }
  world.trace.length = 0;
  happen(world, "stop");
  for (const path of [...world.living.keys()]) happen(world, `${short(path)} exits 1`);
  assert.ok(world.trace.includes("ended shutdown") || endedAtLast(world), `ended: ${world.trace}`);
  assert.equal(world.living.size, 0);
  assert.equal(world.timers.size, 0, `no timer is left: ${[...world.timers.keys()]}`);
  assert.ok(views(world.tree).every(({ state }) => ["stopped", "failed", "waiting"].includes(state)));
  assert.deepEqual(world.answered.toSorted(), [...Array(world.calls).keys()].map((n) => n + 1).toSorted(), "answers");
}

function endedAtLast({ trace }: World): boolean {
  return trace.some((entry) => entry.includes("ended "));
}
