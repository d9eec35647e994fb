import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { isScalar, parseDocument, visit } from "yaml";
import { type Problem, Reader, readDocument, studySpec } from "../../spec/index.ts";
import { isJson } from "../../spec/json-text.ts";

const spec = `# the shop
name: shop # its name
strategy: rest_for_one
children: # in their order
  # the base
  - id: db
    run: node db.js
    ready: { port: 5432 }

  - id: api # serves
    run: "node api.js"
    needs: [db]
    env:
      NOTE: |
        - no item
        children:
  # one more
  - { id: web, run: node web.js, plan: [restart, stop] }
  - id: web-2
    run: >
      node web.js
        - two
intensity: { restarts: 5, period: 10s }
`;

const nested = `name: shop
children:
  - id: stores
    supervisor: { strategy: rest_for_one }
    # below it
    children:
    - id: db
      run: node db.js
    - children: # first
        - { id: deep, run: node deep.js }

        - id: deeper
          run: node deeper.js
      id: group
      supervisor: {}
    restart: permanent
  - id: api
    run: node api.js
`;
const json = JSON.stringify(
  {
    name: "shop",
    children: [
      { id: "db", run: "node db.js", plan: ["restart", { restart: "5s" }] },
      {
        id: "group",
        children: [
          { id: "a", run: "a" },
          { id: "b", run: ["b", "x"] },
        ],
        supervisor: {},
      },
      { id: "api", run: "node api.js", env: { PORT: "80" } },
    ],
    intensity: { restarts: 5, period: "10s" },
  },
  null,
  2,
);
const begun = fc.constantFrom(spec, nested, json);

const inserted = fc.oneof(
  fc.string({ unit: fc.constantFrom(..."ab:-{}[]&*!|>\n \t'\"#,1\r"), maxLength: 6 }),
  fc.constantFrom(
    "\n  - id: x\n    run: y\n",
    "\nchildren:\n",
    "---\n",
    "\n- a\n",
    "  ",
    "\n  # note\n",
    "id: db",
    "*a",
    "&a ",
    '{ "id": "x", "run": "y" },\n',
    ",",
    "}",
  ),
);
const edits = fc.array(fc.tuple(fc.nat(), fc.nat(12), inserted), { minLength: 1, maxLength: 8 });

function edited(text: string, [at, drop, add]: [number, number, string]): string {
  const from = at % (text.length + 1);
  return text.slice(0, from) + add + text.slice(from + drop);
}

test("a reader that saw the text being written says what one says that never saw it", () => {
  fc.assert(
    fc.property(begun, edits, fc.nat(4), (first, all, half) => {
      const reader = new Reader(0);
      let text = first;
      for (const edit of all) {
        text = edited(text, edit);
        const steps = reader.reading(text);
        for (let asked = half; asked > 0 && !steps.next().done; asked--);
        const now = studySpec(text, "yaml", reader);
        const stranger = new Reader(0);
        const fresh = studySpec(text, "yaml", stranger);
        assert.deepEqual(rendered(now), rendered(fresh));
        assert.deepEqual(ranges(text, reader), ranges(text, stranger));
      }
    }),
    { numRuns: 150 },
  );
});

test("what is read child by child is what YAML reads as a whole", () => {
  fc.assert(
    fc.property(begun, edits, (first, all) => {
      const text = all.reduce(edited, first);
      const whole = parseDocument(text, { merge: true, logLevel: "silent" });
      if (whole.errors.length > 0 || text.includes("---")) return;
      for (const format of isJson(text) ? (["yaml", "json"] as const) : (["yaml"] as const)) {
        const parts = studySpec(text, format, new Reader(0));
        const together = studySpec(text, format, new Reader(Number.POSITIVE_INFINITY));
        assert.deepEqual(parts.value, together.value);
        assert.deepEqual(parts.tree, together.tree);
        assert.deepEqual(parts.problems.map(begin), together.problems.map(begin)); // a whole child may end before the comments behind it
      }
    }),
    { numRuns: 500 },
  );
});

test("what was read of a text that was given up half-way is known in the next", () => {
  const reader = new Reader(0);
  const steps = reader.reading(nested);
  steps.next();
  const text = nested.replace("node api.js", "node api.mjs");
  assert.deepEqual(rendered(studySpec(text, "yaml", reader)), rendered(studySpec(text, "yaml", new Reader(0))));
  assert.equal(steps.next().done, true);
});

test("what goes on behind the braces of a child is read with the others", () => {
  const text = '{\n  "name": "t",\n  "children": [\n    {\n      "id": "a"\n    },\n    :{ "id": "b" }\n  ]\n}';
  const { value } = studySpec(text, "yaml", new Reader(0));
  assert.deepEqual(value, { name: "t", children: [{ id: "a" }, { "": { id: "b" } }] });
});

test("a carriage return is blank at the end of a line only", () => {
  for (const text of [
    nested.replace("      run: node deeper", "  \r    run: node deeper"),
    nested.replaceAll("\n", "\r\n"),
  ]) {
    const parts = studySpec(text, "yaml", new Reader(0));
    assert.deepEqual(parts.value, studySpec(text, "yaml", new Reader(Number.POSITIVE_INFINITY)).value);
  }
});

test("JSON that is laid out in no usual way is read as a whole", () => {
  const text =
    '{\n  "name": "t",\n  "children": [\n    { "id": "a", "run": "a" }, { "id": "b",\n    "run": "b" }\n  ]\n}';
  const { problems, tree } = studySpec(text, "json", new Reader(0));
  assert.deepEqual(problems, []);
  assert.deepEqual(
    tree?.root.children.map(({ id }) => id),
    ["a", "b"],
  );
});

test("an item that is not closed hides no other", () => {
  const { problems } = studySpec(spec.replace("[db]", "[db"), "yaml", new Reader(0));
  assert.deepEqual(
    problems.map(({ code, line }) => `${line} ${code}`),
    ["13 yaml_syntax"],
  );
});

function rendered({ tree, problems, value, workers }: ReturnType<typeof studySpec>) {
  return { tree, problems, value, workers };
}

function begin({ code, message, line, column }: Problem) {
  return { code, message, line, column };
}

/** Where every word stands. */
function ranges(text: string, reader: Reader): unknown[] {
  const document = readDocument(text, reader);
  const found: unknown[] = [];
  if (typeof document === "number") return [document];
  visit(document, (_key, node) => {
    if (isScalar(node)) found.push(node.range);
  });
  return found;
}
