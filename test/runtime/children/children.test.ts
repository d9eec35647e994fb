import assert from "node:assert/strict";
import { test } from "node:test";
import type { Happening } from "../../../core/index.ts";
import { Children } from "../../../runtime/children/children.ts";
import type { AdoptOrder, Hear, Life, World } from "../../../runtime/world.ts";
import { worker } from "./begin.ts";

const spec = worker(["a"]);
const first = { path: "t/x", incarnation: 1, spec };

/** Children in a world that only writes down what is asked of it. */
function children() {
  const asked: string[] = [];
  const happened: Happening[] = [];
  const adopted: AdoptOrder[] = [];
  const calls: { hear: Hear; failed: ((error: string) => void)[] }[] = [];
  const live = (hear: Hear): Life => {
    const call = { hear, failed: [] as ((error: string) => void)[] };
    calls.push(call);
    const note = (what: string) => () => void asked.push(what);
    return {
      signal: note("signal"),
      stop: note("stop"),
      kill: note("kill"),
      probe: () => {
        asked.push("probe");
        return note("probe ends");
      },
      watch: (failed) => {
        asked.push("watch");
        call.failed.push(failed);
        return note("watch ends");
      },
      hushInspector: () => {},
      forget: () => {},
    };
  };
  const world: World = {
    usage: async () => null,
    escaped: () => null,
    now: () => 0,
    seed: () => 0,
    wake: () => () => {},
    openLog: () => ({ append: () => {}, tail: async () => [], flushed: async () => {} }),
    start: (_order, hear) => live(hear),
    adopt: (order, hear) => {
      adopted.push(order);
      return live(hear);
    },
  };
  const all = new Children({
    world,
    project: "/",
    happen: (one) => happened.push(one),
    line: () => {},
    extraEnv: () => ({}),
    keptUpTo: async () => ({ stdout: 0, stderr: 0 }),
    kept: async () => {},
    born: () => {},
    formerOf: () => null,
  });
  return { all, asked, happened, adopted, calls };
}

test("a child that does not answer any more is told, until it is asked to stop", () => {
  const { all, asked, happened, calls } = children();
  all.start({ do: "start", ...first });
  all.watch(first);
  calls[0]?.failed[0]?.("3 checks in a row have failed");
  assert.deepEqual(happened, [
    { kind: "not_alive", path: "t/x", incarnation: 1, error: "3 checks in a row have failed" },
  ]);
  all.stop({ do: "stop", ...first, signal: "SIGTERM", file: null });
  assert.deepEqual(asked, ["watch", "watch ends", "stop"]);
});

test("questions end with the child, and not with an earlier incarnation of it", () => {
  const { all, asked } = children();
  all.start({ do: "start", ...first, incarnation: 2 });
  all.probe({ do: "probe", ...first, incarnation: 2 });
  all.watch({ ...first, incarnation: 2 });
  all.watch({ ...first, incarnation: 1 });
  all.note({ kind: "exited", path: "t/x", incarnation: 1, reason: "normal" });
  assert.deepEqual(asked, ["probe", "watch"]);
  all.note({ kind: "exited", path: "t/x", incarnation: 2, reason: "normal" });
  assert.deepEqual(asked, ["probe", "watch", "probe ends", "watch ends"]);
  assert.equal(all.find("t/x"), null);
});

test("a child that goes on after a pause is watched anew", () => {
  const { all, asked } = children();
  all.start({ do: "start", ...first });
  all.note({ kind: "resumed", path: "t/x", incarnation: 1 });
  assert.deepEqual(asked, []);
  all.watch(first);
  all.note({ kind: "resumed", path: "t/x", incarnation: 1 });
  all.note({ kind: "released", path: "t/x", incarnation: 1 });
  assert.deepEqual(asked, ["watch", "watch ends", "watch", "watch ends", "watch"]);
});

test("what is adopted knows whom the tree has already", () => {
  const { all, adopted, happened, calls } = children();
  all.start({ do: "start", ...first });
  all.note({ kind: "spawned", path: "t/x", incarnation: 1, pid: 7 });
  all.start({ do: "start", ...first, path: "t/starting" });
  all.adopt({ do: "adopt", ...first, path: "t/y", pid: 8 });
  assert.deepEqual(adopted, [{ path: "t/y", incarnation: 1, spec, pid: 8, taken: new Map([[7, "t/x"]]) }]);
  calls[2]?.hear.spawned(8);
  assert.deepEqual(happened, [{ kind: "spawned", path: "t/y", incarnation: 1, pid: 8 }]);
  assert.equal(all.find("t/y")?.incarnation, 1);
});
