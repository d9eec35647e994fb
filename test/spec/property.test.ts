import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  type ChildSpec,
  type Clause,
  type PlanStep,
  parseChild,
  parsePlan,
  parsePlanText,
  parseSpec,
  planToDocument,
  type SupervisorSpec,
  toDocument,
} from "../../spec/index.ts";
import { joinWords, splitWords } from "../../spec/words.ts";
import { valueOr } from "./render.ts";

const valid = `name: fleet
dynamic: { max: 10 }
default: { run: "node {id}", plan: [{ restart: 1s }], count: infinity }
children:
  - &a { id: a, run: node 'a b', ready: { port: 80 }, plan: [restart, { restart: 5s }, stop] }
  - { <<: *a, id: b, stop: { timeout: 5s } }
  - { id: c, needs: [a, b], ready: { fd: 3 }, alive: { http: "http://[::1]/{id}" }, max_uptime: 90m }
  - { id: d, ready: { command: "curl -f 'a b'", every: 1s }, alive: { port: 80, host: "::1", every: 1s, failures: 1 } }
  - { id: e, alive: { command: [curl, -f, "{id}"], timeout: 1s } }
  - { id: f, supervisor: {}, needs: [e] }
`;

const words = [
  "name",
  "children",
  "id",
  "run",
  "plan",
  "default",
  "supervisor",
  "ready",
  "alive",
  "command",
  "port",
  "needs",
  "count",
  "restart",
  "when",
  "__proto__",
];
const values = ["a", "5s", "-1s", "stop", "{id}", "one_for_one", -1, 0, 1.5, 1e9, true, null, "", "'", "&a", "*a"];
const documents = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 5 }, fc.constantFrom(...values), tie("list"), tie("map")),
  list: fc.array(tie("value"), { maxLength: 4 }),
  map: fc.dictionary(fc.constantFrom(...words), tie("value"), { maxKeys: 5 }),
})).value;

const spliced = fc
  .tuple(
    fc.nat(valid.length),
    fc.nat(20),
    fc.string({ unit: fc.constantFrom(...":-{}[]&*!|>\n \t'\"#,%a1\uE000\uD800") }),
  )
  .map(([at, drop, add]) => valid.slice(0, at) + add + valid.slice(at + drop));

test("no text makes parseSpec throw, and an error and a tree exclude each other", () => {
  const texts = fc.oneof(
    fc.string({ unit: "binary" }),
    spliced,
    documents.map((value) => JSON.stringify(value)),
  );
  fc.assert(
    fc.property(texts, fc.constantFrom("yaml" as const, "json" as const), (text, format) => {
      const { tree, problems } = parseSpec(text, format);
      assert.equal(
        tree === null,
        problems.some(({ severity }) => severity === "error"),
      );
      const lines = text.split(/\r\n|[\n\r]/).length;
      for (const { line, column, endLine } of problems)
        assert.ok(1 <= line && line <= endLine && endLine <= lines && column >= 1);
    }),
    { numRuns: 1000 },
  );
});

test("no document makes parsePlan or parseChild throw", () => {
  const { tree } = parseSpec(valid, "yaml");
  assert.ok(tree);
  fc.assert(
    fc.property(fc.oneof(documents, fc.anything()), (document) => {
      parsePlan(document, "plan");
      parseChild(document, tree.root);
    }),
    { numRuns: 1000 },
  );
  fc.assert(fc.property(fc.string(), (text) => void parsePlanText(text)));
});

test("a plan written as a document is the same plan when it is read again", () => {
  fc.assert(
    fc.property(fc.array(steps), (plan) => {
      assert.deepEqual(valueOr(parsePlan(planToDocument(plan), "plan")), plan);
      assert.deepEqual(valueOr(parsePlanText(JSON.stringify(planToDocument(plan)))), plan);
    }),
  );
});

test("a child written as a document is the same child when it is read again", () => {
  const alone: SupervisorSpec = { ...supervisor(valid), default: null, dynamic: null, template: null };
  const check = (child: ChildSpec) => {
    assert.deepEqual(workersOf(valueOr(parseChild(toDocument(child), alone))), workersOf(child));
  };
  const { children } = supervisor(valid);
  for (const child of children) check(child);
  check({ ...supervisor(valid), id: "below" });
});

test("words joined for people are the same words when they are split again", () => {
  fc.assert(fc.property(fc.array(fc.string()), (list) => assert.deepEqual(splitWords(joinWords(list)), list)));
});

const ms = fc.nat(2 ** 31 - 1);
const record = <T>(of: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record(of, { noNullPrototype: true });
const orNull = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null });
const delays = fc.oneof(
  record({ by: fc.constant("fixed" as const), delayMs: ms }),
  record({
    by: fc.constant("backoff" as const),
    delayMs: ms,
    factor: fc.integer({ min: 1, max: 10 }),
    maxMs: ms,
    jitter: fc.constantFrom(0, 0.2, 1),
    resetAfterMs: orNull(ms),
  }),
);
const { step: steps } = fc.letrec<{ step: PlanStep; clause: Clause }>((tie) => ({
  step: fc.oneof(
    { maxDepth: 3 },
    record({ do: fc.constant("restart" as const), delay: delays }),
    fc.constantFrom<PlanStep>({ do: "wait" }, { do: "delete" }),
    record({ do: fc.constant("stop" as const), reason: orNull(fc.string()) }),
    record({ do: fc.constant("function" as const), name: fc.string() }),
    record({ do: fc.constant("when" as const), clauses: fc.array(tie("clause"), { maxLength: 3 }) }),
  ),
  clause: record({
    codes: orNull(fc.array(fc.nat(255))),
    signals: orNull(fc.array(fc.constantFrom("SIGTERM", "SIGKILL"))),
    reason: orNull(fc.constantFrom("normal", "signal")),
    restarts: orNull(record({ atMost: orNull(fc.nat()), atLeast: orNull(fc.nat()) })),
    element: tie("step"),
  }),
}));

function supervisor(text: string): SupervisorSpec {
  const { tree } = parseSpec(text, "yaml");
  if (!tree) throw new Error("the test's own spec is wrong");
  return tree.root;
}

/** What `toDocument` promises to keep: the effect, not the words it was written in. */
function workersOf(child: ChildSpec): unknown {
  if (child.kind === "supervisor") return { ...child, template: null, children: child.children.map(workersOf) };
  const { ready, alive, run } = child;
  return {
    ...child,
    appends: null,
    run: run.words,
    ready: ready?.by === "command" ? { ...ready, command: ready.command.words } : ready,
    alive: alive?.check.by === "command" ? { ...alive, check: alive.check.command.words } : alive,
  };
}
