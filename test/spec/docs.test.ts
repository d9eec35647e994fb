import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { parseSpec, problemCodes, shapesAt } from "../../spec/index.ts";
import { problemLines } from "./render.ts";

const page = readFileSync("docs/SPEC.md", "utf8");
const rows = [...page.matchAll(/^\| `([a-z_.]+)` \| (.*) \|$/gm)].map(([, first = "", rest = ""]) => ({ first, rest }));

test("docs/SPEC.md explains each problem code, with its severity and no other", () => {
  const written = rows
    .filter(({ rest }) => /^(error|warning|hint) \|/.test(rest))
    .map(({ first, rest }) => `${first} ${rest.split(" ", 1)[0]}`);
  assert.deepEqual(
    written,
    Object.entries(problemCodes).map(([code, severity]) => `${code} ${severity}`),
  );
});

test("docs/SPEC.md explains each key", () => {
  const keys = (place: (string | number)[], document: unknown) =>
    shapesAt(place, document).flatMap((shape) => Object.keys(shape.properties ?? {}));
  const child = (document: object) => keys(["children", 0], { children: [document] });
  const known = [...keys([], {}), ...child({ id: "a", run: "a" }), ...child({ id: "a", supervisor: {} })];
  const explained = new Set(rows.map(({ first }) => first));
  assert.deepEqual(
    known.filter((key) => !explained.has(key) && key !== "$schema" && key !== "supervisor"),
    [],
  );
});

test("the YAML examples of docs/SPEC.md are specs, or a plan of one child", () => {
  const examples = [...page.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(([, text = ""]) => text);
  assert.equal(examples.length, 5);
  for (const text of examples) {
    const whole = text.startsWith("plan:")
      ? `name: t\nchildren:\n  - id: a\n    run: a\n${text.replace(/^/gm, "    ")}`
      : text;
    assert.equal(problemLines(parseSpec(whole, "yaml").problems), "");
  }
});
