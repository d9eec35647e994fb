import assert from "node:assert/strict";
import { test } from "node:test";
import { type Change, writeBack } from "../../../spec/write-back/index.ts";

/** The lines that differ: `- before`, `+ after`; then the notes. Or why it is refused. */
function outcome(text: string, changes: Change[], format: "yaml" | "json" = "yaml"): string {
  const written = writeBack(text, format, changes);
  if (!written.ok) return `${written.code} ${written.where}: ${written.message}`;
  const [before, after] = [text.split("\n"), written.text.split("\n")];
  let first = 0;
  while (first < before.length && before[first] === after[first]) first++;
  let kept = 0;
  while (kept < Math.min(before.length, after.length) - first && before.at(-kept - 1) === after.at(-kept - 1)) kept++;
  return [
    ...before.slice(first, before.length - kept).map((line) => `- ${line}`),
    ...after.slice(first, after.length - kept).map((line) => `+ ${line}`),
    ...written.notes.map((note) => `note: ${note}`),
  ].join("\n");
}

function check(text: string, change: Change | Change[], expected: string, format: "yaml" | "json" = "yaml"): void {
  assert.equal(outcome(text, [change].flat(), format), expected);
}

const fleet = `# The fleet.
name: fleet   # its name
strategy: rest_for_one
children:
  - id: broker
    run: 'node broker.ts'
    plan: [restart,  {restart: 5s}, stop]   # third time lucky

  - id: api # web
    run: node api.ts
    restart: permanent # OTP
    stop: { signal: SIGTERM, timeout: 5s }
  - { id: log, run: node log.ts }
  - id: queue
    run: node queue.ts
    plan:
      # at once
      - restart # first
      - restart: 5s # second
      - stop
    count: 2
  - id: devices
    supervisor:
      dynamic: { max: 100 }
      default:
        run: node device.ts {id}
        plan: [restart]
        count: infinity
    children: { from: 1, to: 3, id: "device-{n}" }
  - id: cells
    supervisor: {}
    children:
      - id: one
        run: node cell.ts
`;

test("a plan takes the place of the plan that stands there, and what stays the same stays as it is written", () => {
  check(
    fleet,
    { path: "fleet/broker", plan: ["restart", { restart: "5s" }, "wait"] },
    "-     plan: [restart,  {restart: 5s}, stop]   # third time lucky\n+     plan: [restart,  {restart: 5s}, wait]   # third time lucky",
  );
  check(
    fleet,
    { path: "fleet/broker", plan: ["restart", { restart: "5000ms" }] },
    "-     plan: [restart,  {restart: 5s}, stop]   # third time lucky\n+     plan: [restart,  {restart: 5s}]   # third time lucky",
  );
  check(
    fleet,
    { path: "fleet/broker", plan: ["restart", { restart: "5s" }, "stop", { stop: "a, b" }], count: 3 },
    `-     plan: [restart,  {restart: 5s}, stop]   # third time lucky
+     plan: [restart,  {restart: 5s}, stop, { stop: "a, b" }]   # third time lucky
+     count: 3`,
  );
  check(fleet, { path: "fleet/broker", plan: ["restart", { restart: "5000ms" }, "stop"], count: 1 }, "");
  check(
    fleet,
    { path: "fleet/broker", plan: [] },
    "-     plan: [restart,  {restart: 5s}, stop]   # third time lucky\n+     plan: []   # third time lucky",
  );
});

test("a plan in lines is changed line by line", () => {
  check(
    fleet,
    { path: "fleet/queue", plan: ["restart", { restart: { delay: "1s", factor: 3 } }, "stop"], count: 2 },
    "-       - restart: 5s # second\n+       - { restart: { delay: 1s, factor: 3 } } # second",
  );
  check(fleet, { path: "fleet/queue", plan: ["restart", "stop"] }, "-       - restart: 5s # second");
  check(fleet, { path: "fleet/queue", plan: ["restart", { restart: "5s" }] }, "-       - stop");
  check(fleet, { path: "fleet/queue", plan: ["restart", { restart: "5s" }, "wait", "stop"] }, "+       - wait");
  check(fleet, { path: "fleet/queue", plan: ["wait", "restart", { restart: "5s" }, "stop"] }, "+       - wait");
  check(fleet, { path: "fleet/queue", count: "infinity" }, "-     count: 2\n+     count: infinity");
});

test("a plan takes the place of a restart type, or a line of its own where there was neither", () => {
  check(
    fleet,
    { path: "fleet/api", plan: ["restart", "stop"], count: 1 },
    "-     restart: permanent # OTP\n+     plan: [restart, stop] # OTP",
  );
  check(
    fleet,
    { path: "fleet/api", plan: ["restart"], count: 2 },
    "-     restart: permanent # OTP\n+     plan: [restart] # OTP\n+     count: 2",
  );
  check(
    fleet,
    { path: "fleet/log", plan: ["wait"], count: 2 },
    "-   - { id: log, run: node log.ts }\n+   - { id: log, run: node log.ts, plan: [wait], count: 2 }",
  );
  check(fleet, { path: "fleet/cells/one", plan: ["wait"] }, "+         plan: [wait]");
  check(fleet, { path: "fleet/cells", plan: ["wait"] }, "+     plan: [wait]");
});

test("what a template's children have is written into their default, and says so", () => {
  const note =
    "note: This changes all children of fleet/devices: they are made from one template, so it stands in their `default`.";
  check(
    fleet,
    { path: "fleet/devices/device-2", plan: ["wait"] },
    `-         plan: [restart]\n+         plan: [wait]\n${note}`,
  );
  check(fleet, { path: "fleet/devices/device-7", count: 4 }, `-         count: infinity\n+         count: 4\n${note}`);
  const root =
    "name: t\ndynamic: {}\ndefault: { run: a, restart: transient }\nchildren: { from: 1, to: 2, id: 'a{n}' }\n";
  check(
    root,
    { path: "t/a1", plan: ["stop"] },
    `- default: { run: a, restart: transient }\n+ default: { run: a, plan: [stop] }\n${note.replace("fleet/devices", "t")}`,
  );
});

test("strategy, intensity and the number of children", () => {
  check(fleet, { path: "fleet", strategy: "one_for_all" }, "- strategy: rest_for_one\n+ strategy: one_for_all");
  check(
    fleet,
    { path: "fleet", intensity: { restarts: 5, period: "10s" } },
    "+ intensity: { restarts: 5, period: 10s }",
  );
  check(
    fleet,
    { path: "fleet/cells", strategy: "one_for_all" },
    "-     supervisor: {}\n+     supervisor: { strategy: one_for_all }",
  );
  check(
    fleet,
    { path: "fleet/devices", intensity: { restarts: 1, period: "1m" } },
    "+       intensity: { restarts: 1, period: 1m }",
  );
  check(
    fleet,
    { path: "fleet/devices", scale: 12 },
    `-     children: { from: 1, to: 3, id: "device-{n}" }\n+     children: { from: 1, to: 12, id: "device-{n}" }`,
  );
  check(
    fleet,
    { path: "fleet/devices", scale: 0 },
    `-     children: { from: 1, to: 3, id: "device-{n}" }\n+     children: { from: 1, to: 0, id: "device-{n}" }`,
  );
  const lines = "name: t\nintensity:\n  restarts: 3 # few\n  period: 5s\nchildren: []\n";
  check(lines, { path: "t", intensity: { restarts: 3, period: "9s" } }, "-   period: 5s\n+   period: 9s");
});

test("several changes at once; none is no change", () => {
  const small = "name: t\nstrategy: one_for_all\nchildren:\n  - { id: a, run: a }\n";
  check(
    small,
    [
      { path: "t", strategy: "one_for_one" },
      { path: "t/a", plan: ["wait"] },
    ],
    `- strategy: one_for_all
- children:
-   - { id: a, run: a }
+ strategy: one_for_one
+ children:
+   - { id: a, run: a, plan: [wait] }`,
  );
  check(fleet, [{ path: "fleet/log" }, { path: "fleet", strategy: "rest_for_one" }], "");
});

test("line ends, a missing last line end and a document's frame are kept", () => {
  check("name: t\r\nchildren:\r\n  - id: a\r\n    run: a\r\n", { path: "t/a", plan: ["wait"] }, "+     plan: [wait]\r");
  check("name: t\nchildren:\n- id: a\n  run: a", { path: "t/a", plan: ["wait"] }, "+   plan: [wait]");
  check("---\nname: t\nchildren:\n- id: a\n  run: a\n...\n", { path: "t/a", plan: ["wait"] }, "+   plan: [wait]");
  check(
    "name: t\nchildren:\n  - run: |\n      a b\n    id: a\n",
    { path: "t/a", count: 1, plan: ["wait"] },
    "+     plan: [wait]",
  );
  check(
    "name: t\nchildren:\n  - id: a\n    run: >-\n      a\n      b\n",
    { path: "t/a", plan: ["wait"] },
    "+     plan: [wait]",
  );
});

const json = `{
  "name": "t",
  "children": [
    { "id": "a", "run": "a", "plan": ["restart"] },
    {
      "id": "b",
      "run": "b"
    },
    {
      "id": "s",
      "supervisor": {"strategy": "one_for_all"},
      "children": []
    }
  ]
}
`;

test("JSON is written as JSON", () => {
  check(
    json,
    { path: "t/a", plan: ["restart", { restart: "1s" }], count: 2 },
    `-     { "id": "a", "run": "a", "plan": ["restart"] },\n+     { "id": "a", "run": "a", "plan": ["restart", { "restart": "1s" }], "count": 2 },`,
    "json",
  );
  check(
    json,
    { path: "t/b", plan: ["wait"] },
    `-       "run": "b"\n+       "run": "b",\n+       "plan": ["wait"]`,
    "json",
  );
  check(json, { path: "t/s", plan: ["wait"] }, `+       "plan": ["wait"],`, "json");
  check(
    json,
    { path: "t/s", intensity: { restarts: 1, period: "1s" } },
    `-       "supervisor": {"strategy": "one_for_all"},\n+       "supervisor": {"strategy": "one_for_all", "intensity": { "restarts": 1, "period": "1s" }},`,
    "json",
  );
  check(json, { path: "t", strategy: "one_for_all" }, `+   "strategy": "one_for_all",`, "json");
});

test("braces over several lines get a line more, comments where they were", () => {
  const text = "name: t\nchildren: [\n  {\n    id: a, # the first\n    run: a # runs\n  },\n]\n";
  check(text, { path: "t/a", plan: ["wait"] }, "-     run: a # runs\n+     run: a, # runs\n+     plan: [wait]");
  const trailing = text.replace("run: a #", "run: a, #");
  check(trailing, { path: "t/a", plan: ["wait"] }, "+     plan: [wait],");
});

test("plan and count of a child that appends are what it adds to the default", () => {
  const text = (own: string) =>
    `name: t\ndefault: { run: a, plan: [restart], count: 2 }\nchildren:\n  - { id: a, append: true${own} }\n`;
  check(
    text(""),
    { path: "t/a", plan: ["restart", "wait"], count: 5 },
    `- ${text("").split("\n")[3]}\n+   - { id: a, append: true, plan: [wait], count: 3 }`,
  );
  check(
    text(", count: 1"),
    { path: "t/a", count: 4 },
    "-   - { id: a, append: true, count: 1 }\n+   - { id: a, append: true, count: 2 }",
  );
  check(
    text(""),
    { path: "t/a", plan: ["wait"] },
    "not_writable t/a: t/a appends its plan to that of the default, which the new plan does not begin with. Write it into the file by hand.",
  );
  check(
    text(""),
    { path: "t/a", count: 1 },
    "not_writable t/a: t/a adds its count to that of the default, which is 2 already: 1 cannot be written. Change the default by hand.",
  );
});

const anchors = `name: t
children:
  - &a { id: a, run: a, plan: &p [restart] }
  - { <<: *a, id: b }
  - { id: c, run: c, plan: *p }
  - { id: d, run: d, count: &two 2, plan: [restart] }
`;

test("what is written once and used in several places is not changed", () => {
  const by = (path: string, why: string) =>
    `not_writable ${path}: This cannot be written into the file without changing other places: ${why}. Write it by hand.`;
  check(anchors, { path: "t/a", plan: ["wait"] }, by("t/a", "*a takes it over in another place"));
  check(anchors, { path: "t/b", plan: ["wait"] }, by("t/b", "`plan` comes by a merge key (<<) here"));
  check(anchors, { path: "t/c", plan: ["wait"] }, by("t/c", "*p stands there"));
  check(anchors, { path: "t/b", count: 2 }, "-   - { <<: *a, id: b }\n+   - { <<: *a, id: b, count: 2 }");
  check(
    anchors,
    { path: "t/d", count: 3 },
    "-   - { id: d, run: d, count: &two 2, plan: [restart] }\n+   - { id: d, run: d, count: &two 3, plan: [restart] }",
  );
});

test("what the file does not have is refused", () => {
  const gone = ": it was started while the tree runs, or the file has changed. Add it to the file by hand.";
  check(
    fleet,
    { path: "fleet/x", plan: [] },
    `not_found fleet/x: fleet/x is not in the spec file (fleet has no child x there)${gone}`,
  );
  check(
    fleet,
    { path: "fleet/devices/x", plan: [] },
    `not_found fleet/devices/x: fleet/devices/x is not in the spec file (fleet/devices names its children device-{n})${gone}`,
  );
  check(
    fleet,
    { path: "other/x", plan: [] },
    `not_found other/x: other/x is not in the spec file (its tree is fleet)${gone}`,
  );
  check(
    fleet,
    { path: "fleet", plan: [] },
    "not_writable fleet: The root has no plan: nobody is above it to restart it.",
  );
  check(
    fleet,
    { path: "fleet/api", strategy: "one_for_all" },
    "not_writable fleet/api: fleet/api is a worker: only a supervisor has a strategy, an intensity and a number of children.",
  );
  check(
    fleet,
    { path: "fleet/cells", scale: 3 },
    "not_writable fleet/cells: The children of fleet/cells are listed in the file, not made from a template { from, to, id }. Add or remove them by hand.",
  );
  assert.match(
    outcome("name: t\nchildren: [\n", []),
    /^invalid_spec line 3: The spec has an error \(line 3: .*\)\. Mend it first, then write\.$/,
  );
});
