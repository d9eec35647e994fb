import "./vscode/install.ts";
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { PlanElement } from "../../wire/index.ts";

const { planText, readCount, readPlan } = await import("../../src/plan/text.ts");

const read: [text: string, plan: PlanElement[] | string][] = [
  ["[restart, {restart: 5s}, stop]", ["restart", { restart: "5s" }, "stop"]],
  ["  [wait]  ", ["wait"]],
  ["[]", []],
  ["", []],
  ["- restart\n- delete", ["restart", "delete"]],
  ["[{restart: {delay: 1s, factor: 2, max: 1m}}]", [{ restart: { delay: "1s", factor: 2, max: "1m" } }]],
  ["[{when: [{code: 3, do: stop}, {do: restart}]}]", [{ when: [{ code: 3, do: "stop" }, { do: "restart" }] }]],
  ["restart", "A plan is a list: [restart, {restart: 5s}, stop]."],
  ["[restart, {delay: 5s}]", elementProblem(2, '{"delay":"5s"}')],
  ["[5]", elementProblem(1, "5")],
  ["[null]", elementProblem(1, "null")],
];
for (const [text, plan] of read) {
  test(`${JSON.stringify(text)} is read`, () => {
    const result = readPlan(text);
    assert.deepEqual(result.ok ? result.value : result.message, plan);
  });
}

test("a broken text names what is wrong", () => {
  const result = readPlan("[restart, {restart: 5s]");
  assert.ok(!result.ok);
  assert.match(result.message, /^Not YAML: .+ at line 1, column \d+/);
});

const word = fc.stringMatching(/^[a-z0-9][a-z0-9: ,#'"]{0,8}$/);
const plain = { noNullPrototype: true };
const element: fc.Arbitrary<PlanElement> = fc.oneof(
  fc.constantFrom("restart" as const, "wait" as const, "delete" as const, "stop" as const),
  word.map((restart) => ({ restart })),
  word.map((stop) => ({ stop })),
  fc.record({ delay: word, factor: fc.integer({ min: 1, max: 9 }) }, plain).map((restart) => ({ restart })),
  fc.record({ code: fc.nat(255), do: fc.constant("stop" as const) }, plain).map((clause) => ({ when: [clause] })),
);

test("what is written is read back", () => {
  fc.assert(
    fc.property(fc.array(element, { maxLength: 5 }), (plan) => {
      const text = planText(plan);
      assert.ok(!text.includes("\n"), text);
      assert.deepEqual(readPlan(text), { ok: true, value: plan });
    }),
  );
});

test("any text is read or refused, never thrown at", () => {
  fc.assert(fc.property(fc.string(), (text) => typeof readPlan(text).ok === "boolean"));
});

const counts: [text: string, count: number | "infinity" | null][] = [
  ["3", 3],
  [" 0 ", 0],
  ["infinity", "infinity"],
  ["-1", null],
  ["1.5", null],
  ["", null],
];
for (const [text, count] of counts) {
  test(`the count “${text}” is ${count ?? "refused"}`, () => {
    const result = readCount(text);
    assert.equal(result.ok ? result.value : null, count);
  });
}

function elementProblem(number: number, text: string): string {
  return `Element ${number}, ${text}, is none of a plan. Use restart, {restart: 5s}, wait, delete, stop, {stop: reason} or {when: […]}.`;
}
