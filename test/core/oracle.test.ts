import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { replay } from "../oracle/replay.ts";
import { type Fixture, judges, type Scenario } from "../oracle/scenario.ts";
import { scenarios } from "../oracle/scenarios/index.ts";

// The real ones have judged every scenario; core does the same, or what the fixture says it does instead.
for (const judge of judges) {
  const fixture: Fixture = JSON.parse(
    readFileSync(join(import.meta.dirname, "../oracle/fixtures", `${judge}.json`), "utf8"),
  );

  test(`${judge}: every scenario is judged as it is written`, () => {
    const judged = fixture.scenarios.map(({ name, tree, script, differs }) => written({ name, tree, script, differs }));
    assert.deepEqual(judged, scenarios[judge].map(written));
  });

  for (const { trace, core, ...scenario } of fixture.scenarios) {
    test(`${judge}: ${scenario.name}`, () => {
      assert.deepEqual(replay(judge, scenario), core ?? trace);
      if (core) assert.notDeepEqual(core, trace, "the stated difference is one");
    });
  }
}

/** A scenario without what is not said. */
function written({ name, tree, script, differs }: Scenario): Scenario {
  return differs ? { name, tree, script, differs } : { name, tree, script };
}
