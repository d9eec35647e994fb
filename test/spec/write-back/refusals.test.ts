import assert from "node:assert/strict";
import { test } from "node:test";
import { check, fleet, outcome } from "./check.ts";

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
