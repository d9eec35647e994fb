import { test } from "node:test";
import { check, fleet } from "./check.ts";

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
