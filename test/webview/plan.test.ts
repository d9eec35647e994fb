import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseCount, parsePlan, planText } from "../../webview/plan/text.ts";
import type { PlanElement } from "../../wire/index.ts";

function check(text: string, expected: string): void {
  const parsed = parsePlan(text);
  const shown = parsed.ok
    ? planText(parsed.plan)
    : parsed.problems.map(({ line, column, message }) => `${line}:${column} ${message}`).join("\n");
  assert.equal(shown, expected);
}

const forms = "restart, wait, delete, stop, {restart: 5s}, {stop: reason} or {when: […]}";

test("a plan reads back as it is written", () => {
  check("[restart, {restart: 5s}, stop]", "[restart, {restart: 5s}, stop]");
  check("[]", "[]");
  check("- restart\n- stop: tired\n", "[restart, {stop: tired}]");
  check("[{restart: {delay: 1s, factor: 2, max: 30s}}]", "[{restart: {delay: 1s, factor: 2, max: 30s}}]");
  check("[{when: [{code: [1, 2], do: restart}, {do: stop}]}]", "[{when: [{code: [1, 2], do: restart}, {do: stop}]}]");
});

test("a wrong plan says what is wrong, and where", () => {
  check("", "1:1 A plan is a list, for example [restart, {restart: 5s}, stop].");
  check("restart", "1:1 A plan is a list, for example [restart, {restart: 5s}, stop].");
  check("[restart, retsart]", `1:11 Element 2: “retsart” is no plan element; write ${forms}.`);
  check("[{restrat: 5s}]", `1:2 Element 1: {restrat} is no plan element; write ${forms}.`);
  check("[{restart: 5}]", "1:12 Element 1: restart is 5 without a unit; write a duration such as 5s.");
  check("[{restart: {delay: 1s, facter: 2}}]", "1:24 Element 1: restart does not know “facter”; remove it.");
  check(
    "[{restart: 5x}]",
    "1:12 Element 1: restart is “5x”, which is no duration; write for example 500ms, 5s, 1.5m or 1h.",
  );
  check(
    "[{when: [{code: 1, do: {restart: soon}}, {do: stop}]}]",
    "1:34 Element 1: when.0.do.restart is “soon”, which is no duration; write for example 500ms, 5s, 1.5m or 1h.",
  );
  check("[{restart: {factor: 2}}]", "1:12 Element 1: restart.delay is missing.");
  check("[{restart: 5s, stop: x}]", "1:16 Element 1: “stop” does not belong beside “restart”; remove it.");
  check("[{when: [{code: 1}]}]", "1:10 Element 1: when.0.do is missing.");
  check("[restart,\n wait,\n 7]", `3:2 Element 3: “7” is no plan element; write ${forms}.`);
});

test("text that is no YAML says so at its place", () => {
  const parsed = parsePlan("[restart, {restart: 5s]");
  assert.ok(!parsed.ok);
  assert.equal(parsed.problems[0]?.line, 1);
});

test("a count is a whole number or infinity", () => {
  assert.deepEqual(parseCount(" 3 "), { ok: true, count: 3 });
  assert.deepEqual(parseCount("infinity"), { ok: true, count: "infinity" });
  for (const wrong of ["", "-1", "1.5", "many"]) {
    assert.deepEqual(parseCount(wrong), { ok: false, message: "The count is a whole number from 0, or infinity." });
  }
});

test("what planText writes, parsePlan reads, for every plan", () => {
  const words = fc.constantFrom<PlanElement>("restart", "wait", "delete", "stop");
  const elements = fc.oneof(
    words,
    fc.nat().map((seconds): PlanElement => ({ restart: `${seconds}s` })),
    fc.string({ minLength: 1 }).map((reason): PlanElement => ({ stop: reason })),
    fc.tuple(fc.integer(), words).map(([code, then]): PlanElement => ({ when: [{ code, do: then }, { do: "stop" }] })),
  );
  fc.assert(fc.property(fc.array(elements), (plan) => assert.deepEqual(parsePlan(planText(plan)), { ok: true, plan })));
});

test("no text at all makes the parser throw", () => {
  fc.assert(fc.property(fc.string(), (text) => assert.equal(typeof parsePlan(text).ok, "boolean")));
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."[]{}:, &*a1-!|>\n'\"restart") }), (text) =>
      assert.equal(typeof parsePlan(text).ok, "boolean"),
    ),
  );
});
