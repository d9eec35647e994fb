import assert from "node:assert/strict";
import { test } from "node:test";
import { missed, type Reach, type Stop, type Watch } from "./missed.ts";
import { torture } from "./torture.ts";

for (const transport of ["port", "agent"] as const) {
  const seed = Number(process.env.SUPERTREE_SEED ?? Date.now() % 1_000_000);
  test(`whatever crashes and is killed, no line with a verified breakpoint is passed over ${transport} (seed ${seed})`, async () => {
    const outcome = await torture({ processes: 8, seconds: 8, seed, transport, everyMs: 250 });
    assert.deepEqual(outcome.missed, []);
    assert.ok(outcome.stops > 0 && outcome.incarnations > 8, JSON.stringify(outcome));
  });
}

test("a line that was passed without a stop is found, and no other", () => {
  const reach = (at: number, line: "first" | "round" = "round"): Reach => ({ pid: 1, line, at, past: at + 600 });
  const stop = (at: number): Stop => ({ pid: 1, line: "round", at });
  const watch: Watch = { line: "round", from: 1_000, until: 9_000 };
  const check = (reaches: Reach[], stops: Stop[], expected: number[]) =>
    assert.deepEqual(
      missed(reaches, stops, [watch]).map(({ at }) => at),
      expected,
    );
  check([reach(500), reach(2_000), reach(3_000)], [stop(2_010), stop(3_001)], []);
  check([reach(2_000), reach(3_000)], [stop(2_010)], [3_000]);
  check([reach(2_000), reach(3_000)], [stop(3_001)], [2_000]);
  check([reach(8_500), reach(2_000, "first")], [], []);
});
