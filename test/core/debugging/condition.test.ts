import assert from "node:assert/strict";
import { test } from "node:test";
import { conditionText, parseLog, reporter } from "../../../core/index.ts";

type Guard = Parameters<typeof conditionText>[1];

/** Runs what V8 would evaluate at each of three hits, where `x` is 1, 2, 3: whether it stops, and what it reports. */
function hits(guard: Partial<Guard>): string {
  const text = conditionText(7, { condition: null, hits: null, log: null, ...guard });
  const reports: string[] = [];
  const report = (payload: string) => void reports.push(payload);
  const evaluate = new Function("globalThis", "x", `return ${text || "true"}`);
  const stops = [1, 2, 3].map((x) => (evaluate({ [reporter]: report }, x) ? "stop" : "go"));
  return [stops.join(" "), ...reports].join("\n");
}

test("conditions, hit counts and log points as V8 evaluates them", () => {
  assert.equal(hits({}), "stop stop stop");
  assert.equal(hits({ condition: "x > 1" }), "go stop stop");
  assert.equal(hits({ condition: "x > 1 // or so" }), "go stop stop");
  assert.equal(hits({ hits: "2" }), "go stop go");
  assert.equal(hits({ hits: ">= 2" }), "go stop stop");
  assert.equal(hits({ hits: "%3" }), "go go stop");
  assert.equal(hits({ condition: "x !== 2", hits: "2" }), "go go stop");
  assert.equal(hits({ log: "x is {x}, {({ x }).x + 1}", hits: "2" }), 'go go go\n{"id":7,"log":"x is 2, 3"}');
  assert.equal(hits({ condition: "y.z" }).split("\n")[1], '{"id":7,"error":"ReferenceError: y is not defined"}');
});

test("a log message's braces are counted", () => {
  const read = (log: string) =>
    parseLog(log)
      .map(({ code, text }) => (code ? `<${text}>` : text))
      .join("");
  assert.equal(read("a {b} c"), "a <b> c");
  assert.equal(read("{ {a: {}} }"), "< {a: {}} >");
  assert.equal(read("never {closed"), "never {closed");
  assert.equal(read("plain"), "plain");
});
