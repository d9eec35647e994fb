import assert from "node:assert/strict";
import { test } from "node:test";
import { differencesFrom } from "../../language/differences.ts";
import type { DifferencesParams } from "../../wire/index.ts";

type Child = DifferencesParams["children"][number];
type Running = Partial<Child["running"]> & { restart?: Child["restart"] };

const spec = `name: fleet
intensity: { restarts: 3, period: 10s }
children:
  - id: api
    run: a
    plan: [restart]
  - id: web
    run: a
    restart: permanent
  - id: devices
    supervisor:
      dynamic: {}
      default: { run: a, plan: [wait], count: 2 }
    children: { from: 1, to: 2, id: "d-{n}" }
`;
const planned = (plan: "restart" | "wait" | "stop", count: number) => ({ plan: { elements: [plan], count } });
const supervising = (children: string[], strategy: "one_for_one" | "one_for_all" = "one_for_one") => ({
  strategy,
  intensity: { restarts: 3, periodMs: 5_000 },
  children,
});
const asWritten: Record<string, Running> = {
  fleet: { ...supervising(["api", "web", "devices"]), intensity: { restarts: 3, periodMs: 10_000 } },
  "fleet/api": planned("restart", 1),
  "fleet/web": { restart: "permanent" },
  "fleet/devices": { ...supervising(["d-1", "d-2"]), restart: "permanent" },
  "fleet/devices/d-1": planned("wait", 2),
  "fleet/devices/d-2": planned("wait", 2),
};

/** Each difference as `line: sentence → calls`. */
function check(changed: Record<string, Running | null>, expected: string[], text = spec): void {
  const children = Object.entries({ ...asWritten, ...changed }).flatMap(([path, child]) => {
    if (!child) return [];
    const { restart = null, ...running } = child;
    return [{ path, restart, running: { plan: null, strategy: null, intensity: null, children: [], ...running } }];
  });
  const found = differencesFrom({ text, format: "yaml", children }).map(({ range, message, calls, writes }) => {
    const said = calls.map(({ name, params: { path, ...rest } }) => `${name} ${path} ${JSON.stringify(rest)}`);
    return `${range.start.line + 1}: ${message} ${writes ? "↓" : "-"} ${said.join(" & ")}`.trim();
  });
  assert.deepEqual(found, expected);
}

test("a tree that runs as its file says differs nowhere", () => check({}, []));

test("a plan, a count, a strategy, an intensity that were changed", () => {
  check({ "fleet/api": planned("wait", 1) }, [
    '6: fleet/api runs with the plan [wait]; the file says [restart]. ↓ change_plan fleet/api {"plan":["restart"],"count":1}',
  ]);
  check({ "fleet/api": planned("restart", 4) }, [
    '4: fleet/api runs with count 4; the file says 1. ↓ change_count fleet/api {"count":1}',
  ]);
  check(
    {
      fleet: { ...supervising(["api", "web", "devices"], "one_for_all"), intensity: { restarts: 1, periodMs: 1_000 } },
    },
    [
      '1: fleet runs with one_for_all; the file says one_for_one. ↓ change_strategy fleet {"strategy":"one_for_one"}',
      "2: fleet runs with at most 1 restart within 1s; the file says at most 3 restarts within 10s. ↓ " +
        'change_intensity fleet {"restarts":3,"period":"10s"}',
    ],
  );
});

test("a restart type in place of a plan, and the other way round", () => {
  check({ "fleet/web": planned("stop", 1) }, [
    "9: fleet/web runs with the plan [stop]; the file says restart: permanent. A restart type is taken over when the tree is started anew. ↓",
  ]);
  check({ "fleet/api": { restart: "transient" } }, [
    '6: fleet/api runs with restart: transient; the file says [restart]. - change_plan fleet/api {"plan":["restart"],"count":1}',
  ]);
});

test("children of a template differ at the one place that speaks for them", () => {
  check({ "fleet/devices/d-1": planned("stop", 2), "fleet/devices/d-2": planned("stop", 2) }, [
    "13: fleet/devices/d-1 and fleet/devices/d-2 run with the plan [stop]; the file says [wait]. ↓ " +
      'change_plan fleet/devices/d-1 {"plan":["wait"],"count":2} & change_plan fleet/devices/d-2 {"plan":["wait"],"count":2}',
  ]);
  check({ "fleet/devices": { ...supervising(["d-1", "d-2", "d-3"]), restart: "permanent" } }, [
    '14: fleet/devices has 3 children now; the file says 2. ↓ scale fleet/devices {"to":2}',
  ]);
});

test("a child that is in the file only", () => {
  check({ "fleet/web": null }, [
    '7: fleet/web does not run: it is in the file only. - start_child fleet {"child":{"id":"web","run":"a","restart":"permanent"}}',
  ]);
});

test("a file with an error says nothing", () => check({ "fleet/api": planned("wait", 1) }, [], `${spec}x: [`));
