import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { load, views } from "../../../core/index.ts";
import { happen, start } from "./check.ts";
import { tree } from "./notation.ts";
import { short, type World } from "./world.ts";

// Whatever happens in whatever order: `World` checks its invariants after every step, and here is what must hold in the end.

// No plan restarts at once for ever: with a child that cannot be spawned that would be a step without end.
const trees = [
  "one_for_one: a alive | b plan=restart,2s,wait x∞ | c transient stop=0 uptime=8s | d temporary",
  "one_for_all 3/5s: a | b plan=1s x∞ ready=3s | c temporary | d stop=infinity",
  "rest_for_one: a plan=1s,restart x∞ | b ready=3s | c plan=5s x∞ | d",
  "rest_for_one: a | s(one_for_all 1/5s: b | c plan=2s,stop) plan=1s x∞ | d",
  "one_for_all: s(rest_for_one: b ready=2s | u(one_for_one: c plan=stop) plan=restart,1s x∞ | e) | d plan=grow(1s*2<9s~0.3@5s) x∞",
  "one_for_one max=6 rate=2 template=d-{n} any_significant: d-1 | d-2 transient significant | d-3 plan=restart x∞",
];
const deeds = [
  ...["exits 1", "exits SIGKILL", "exits normal", "ready", "unready", "spawned"],
  ...["held", "released", "paused", "resumed", "fails", "hangs", "hangs", "is deaf", "is deaf", "works", "silent"],
];
const calls = ["restart_child", "terminate_child", "delete_child", "restart", "restart", "hold", "hold", "release"];
const others = [
  ...["wait 1s", "wait 10s", "start_child t n", "start_child t n ready=2s", "start_child s m plan=stop"],
  ...["scale t 1", "scale t 5", "stop", "start", "change_plan b restart,1s", "change_plan s wait", "restart t"],
  ...["change_strategy t rest_for_one", "change_strategy t one_for_one", "change_intensity t 1/5s"],
  ...["become_supervisor t 4711 n", "change_default_childspec t {run: x}"],
];

/** A tree and what happens to the children it begins with, and to a few that come later. */
const scenario = fc.constantFrom(...trees).chain((text) => {
  const paths = views(load(tree(text))).map(({ path }) => short(path));
  const path = fc.constantFrom(...paths, "n", "d-4");
  const line = fc.oneof(
    { weight: 6, arbitrary: fc.tuple(path, fc.constantFrom(...deeds)).map((words) => words.join(" ")) },
    { weight: 4, arbitrary: fc.tuple(fc.constantFrom(...calls), path).map((words) => words.join(" ")) },
    { weight: 3, arbitrary: fc.constantFrom(...others) },
  );
  return fc.tuple(fc.constant(text), fc.array(line, { minLength: 5, maxLength: 40 }));
});

test("no sequence of events breaks the tree", () => {
  fc.assert(
    fc.property(scenario, ([text, lines]) => {
      const world = start(text);
      for (const line of lines) happen(world, line);
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
  happen(world, "stop");
  while (world.living.size > 0) {
    const asked = [...world.living.keys()].filter((path) => world.asked.has(path));
    assert.notEqual(asked.length, 0, `who still lives is being stopped: ${[...world.living.keys()]}`);
    for (const path of asked) happen(world, `${short(path)} exits 1`);
  }
  assert.equal(world.timers.size, 0, `no timer is left: ${[...world.timers.keys()]}`);
  assert.ok(views(world.tree).every(({ state }) => ["stopped", "failed", "waiting"].includes(state)));
  assert.deepEqual(world.answered.toSorted(), [...Array(world.calls).keys()].map((n) => n + 1).toSorted(), "answers");
}
