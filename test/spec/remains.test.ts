import assert from "node:assert/strict";
import { test } from "node:test";
import { parse, stringify } from "yaml";
import { parseSpec } from "../../spec/index.ts";

const codesOf = (text: string) => parseSpec(text, "yaml").problems.map(({ code, line }) => `${line} ${code}`);

const row = (name: string, text: string, ...expected: string[]) =>
  test(`beside a mistake in ${name} the others are told`, () => assert.deepEqual(codesOf(text), expected));

const twice = "- { id: a, run: x, plan: [] }\n- { id: a, run: x }\n";
row(
  "the root's keys",
  `name: t\nstratgy: one_for_all\nchildren:\n${twice}`,
  "2 unknown_key",
  "4 empty_plan",
  "5 duplicate_id",
);
row("the strategy", `name: t\nstrategy: all\nchildren:\n${twice}`, "2 bad_strategy", "4 empty_plan", "5 duplicate_id");
row(
  "the intensity",
  `name: t\nintensity: { restarts: 0, period: 5 }\nchildren:\n${twice}`,
  "2 bad_duration",
  "4 empty_plan",
  "5 duplicate_id",
);
row("the name", `nme: t\nchildren:\n${twice}`, "1 unknown_key", "3 empty_plan", "4 duplicate_id");
row(
  "a supervisor below",
  "name: t\nchildren:\n- id: s\n  supervisor: { stratgy: one_for_all }\n  children:\n  - { id: a, run: x, plan: [] }\n- { id: s, run: x }\n",
  ...["4 unknown_key", "6 empty_plan", "7 duplicate_id"],
);
row(
  "a worker",
  "name: t\nchildren:\n- { id: a, run: x, needs: [b], plan: [], color: red }\n- { id: b, run: x, hott: true }\n- { id: b, run: x }\n",
  ...["3 late_need", "3 empty_plan", "3 unknown_key", "4 unknown_key", "5 duplicate_id"],
);
row(
  "the default child spec, children are not judged by what they would take from it",
  "name: t\ndynamic: {}\ndefalt: { run: x }\nchildren:\n- { id: a }\n- { id: b, plan: [], kount: 2 }\n",
  ...["3 unknown_key", "6 unknown_key"],
);

const clean = `
name: shop
strategy: rest_for_one
intensity: { restarts: 3, period: 60s }
auto_shutdown: any_significant
children:
  - { id: db, run: node db.js, args: [-v], cwd: data, env: { LEVEL: info }, plan: [restart, { restart: 5s }, delete], stop: { timeout: 2s } }
  - { id: api, run: node api.js, needs: [db], ready: { port: 8080 }, plan: [restart, { restart: 1s }], count: 3, hot: false, debug: auto }
  - { id: job, run: node job.js, restart: transient, significant: true, max_uptime: 1h }
  - id: devices
    supervisor: { strategy: one_for_one, dynamic: { max: 20, start_rate: 5/s }, default: { run: node device.js, plan: [{ restart: 1s }] } }
    needs: [api]
    children:
      - { id: first, append: true, args: [-n] }
      - { id: second }
  - id: pair
    supervisor: { strategy: one_for_all, intensity: { restarts: 1, period: 1m }, auto_shutdown: all_significant }
    children:
      - { id: left, run: node left.js, restart: transient, significant: true }
      - { id: right, run: node right.js, needs: [left] }
`;

type Map = Record<string, unknown>;
const isMap = (value: unknown): value is Map => typeof value === "object" && value !== null;

/** Every map of a spec, with the place of each. */
function* mapsIn(value: unknown, place: readonly string[] = []): Generator<{ map: Map; place: readonly string[] }> {
  if (!isMap(value)) return;
  if (!Array.isArray(value)) yield { map: value, place };
  for (const [key, of] of Object.entries(value)) yield* mapsIn(of, [...place, key]);
}

/** The spec with one key changed, for each key of each map. */
function* specsWith(change: (map: Map, key: string) => string): Generator<{ text: string; place: string }> {
  const places = [...mapsIn(parse(clean))].map(({ map }) => Object.keys(map));
  for (const [index, keys] of places.entries()) {
    for (const key of keys) {
      const spec: unknown = parse(clean);
      const { map, place } = [...mapsIn(spec)][index] ?? assert.fail();
      if (place.at(-1) === "env") continue; // its keys are free
      const at = change(map, key);
      yield { text: stringify(spec), place: [...place, at].join("/") };
    }
  }
}

const mistyped = (map: Map, key: string) => {
  map[`${key}s`] = map[key];
  delete map[key];
  return `${key}s`;
};
const misvalued = (map: Map, key: string) => {
  map[key] = { "": [] };
  return key;
};

test("a mistake is told where it is and blamed on nothing else, whichever key it is in", () => {
  assert.deepEqual(codesOf(clean), []);
  for (const change of [mistyped, misvalued]) {
    for (const { text, place } of specsWith(change)) {
      const { problems } = parseSpec(text, "yaml");
      assert.ok(problems.length > 0, place);
      for (const { code, place: at = [] } of problems)
        assert.equal(
          at.join("/").slice(0, place.length),
          place,
          `${code} at ${at.join("/")}, not at ${place}:\n${text}`,
        );
    }
  }
});
