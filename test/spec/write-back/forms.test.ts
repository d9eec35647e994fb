import { test } from "node:test";
import { check } from "./check.ts";

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
