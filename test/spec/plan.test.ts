import assert from "node:assert/strict";
import { test } from "node:test";
import { parsePlan, parsePlanText } from "../../spec/index.ts";
import { faultLines, plan, valueOr } from "./render.ts";

test("a plan as a person types it", () => {
  const check = (text: string, expected: string) => assert.equal(plan(valueOr(parsePlanText(text))), expected);
  check("[restart, {restart: 5s}, stop]", "[restart,{restart:5s},stop]");
  check("[restart: 5s, wait]", "[{restart:5s},wait]");
  check("- restart\n- delete", "[restart,delete]");
  check("default", "[{when:[{reason:normal,do:delete},{reason:shutdown,do:delete},{do:restart}]}]");
  check("[{restart: {delay: 1s, factor: 3}}]", "[{restart:{delay:1s,factor:3,max:1m,jitter:0}}]");
  check("[]", "[]");
});

test("a plan that cannot be is answered with the place", () => {
  const check = (text: string, expected: string) => assert.equal(faultLines(parsePlanText(text).problems), expected);
  check("[restart", "plan yaml_syntax");
  check("restart", "plan wrong_type");
  check("", "plan wrong_type");
  check("[restart, restrat]", "plan[1] bad_plan_element");
  check("[{restart: 5}]", "plan[0].restart bad_duration");
  check("[{when: [{code: 1, do: {restart: -1s}}]}]", "plan[0].when[0].do.restart negative_time");
  check("[".repeat(10_000), "plan too_deep");
});

test("a plan over the wire is answered with the place in what was sent", () => {
  const check = (elements: unknown, expected: string) =>
    assert.equal(faultLines(parsePlan(elements, "params.plan").problems), expected);
  check([{ restart: "5s" }, { function: "decide" }], "");
  check(["restart", "x", { restart: "5" }], "params.plan[1] bad_plan_element\nparams.plan[2].restart bad_duration");
  check([{ restart: "1s", stop: "x" }], "params.plan[0].stop unknown_key");
  check(null, "params.plan wrong_type");
  check(["stop", "restart"], "params.plan[1] unreachable_plan_element");
  assert.ok(parsePlan(["stop", "restart"], "plan").ok, "a warning refuses nothing");
});
