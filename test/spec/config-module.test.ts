import assert from "node:assert/strict";
import { test } from "node:test";
import { defineTree } from "../../spec/define.ts";
import { caller, parseModule, parseSpec, planToDocument } from "../../spec/index.ts";
import { faultLines } from "./render.ts";

const definition = defineTree({
  name: "fleet",
  children: [
    { id: "api", run: "node api.ts", plan: ["restart", (_, restarts) => (restarts < 3 ? { restart: "5s" } : "stop")] },
    {
      id: "devices",
      supervisor: { default: { run: "node device.ts", plan: [{ when: [{ code: 0, do: "wait" }] }, () => "restart"] } },
      children: { from: 1, to: 2, id: "d{n}" },
    },
  ],
});

function plans(value: unknown): string[] {
  const out: string[] = [];
  const visit = (child: { id: string; life: { by: string }; children?: readonly unknown[] }) => {
    const { life } = child as { life: Parameters<typeof JSON.stringify>[0] & { by: string } };
    if (life.by === "plan") out.push(`${child.id} ${JSON.stringify(planToDocument(life.plan)).replaceAll('"', "")}`);
    for (const below of child.children ?? []) visit(below as typeof child);
  };
  const { tree, problems } = parseModule(value);
  assert.equal(faultLines(problems.filter(({ severity }) => severity === "error")), "");
  assert.ok(tree);
  visit(tree.root);
  return out;
}

test("a function in a plan is named by its place", () => {
  assert.deepEqual(plans(definition), [
    "api [restart,{function:fleet/api plan[1]}]",
    "d1 [{when:[{code:[0],do:wait}]},{function:fleet/devices default plan[1]}]",
    "d2 [{when:[{code:[0],do:wait}]},{function:fleet/devices default plan[1]}]",
  ]);
  const clause = { when: [{ code: 1, do: () => "wait" }, { do: "stop" }] };
  assert.deepEqual(plans({ name: "t", children: [{ id: "a", run: "a", plan: [clause] }] }), [
    "a [{when:[{code:[1],do:{function:t/a plan[0].when[0].do}},{do:stop}]}]",
  ]);
});

function answers(plan: unknown, ...given: [reason: unknown, restarts: number]): string {
  const { functions } = parseModule({ name: "t", children: [{ id: "a", run: "a", plan: [plan] }] });
  const said: string[] = [];
  const call = caller(functions, (path, message) => said.push(`${path}: ${message}`));
  return JSON.stringify(call("t/a plan[0]", ...given)) + said.map((line) => `\n${line}`).join("");
}

test("a function is told the reason and the number of restarts, and answers with an element", () => {
  const decide = (reason: unknown, restarts: number) => (restarts > 1 ? { stop: JSON.stringify(reason) } : "wait");
  assert.equal(answers(decide, "normal", 1), '{"do":"wait"}');
  assert.equal(answers(decide, { code: 3 }, 2), '{"do":"stop","reason":"{\\"code\\":3}"}');
});

test("one that fails answers with nothing, and what was wrong is said", () => {
  const failed = (why: string) =>
    `null\nt/a: The plan function t/a plan[0] ${why}. Its supervisor ends with run_plan_element.`;
  const boom = () => {
    throw new TypeError("no such thing");
  };
  assert.match(
    answers(boom, "normal", 1),
    /^null\nt\/a: The plan function t\/a plan\[0\] threw TypeError: no such thing \(at .*config-module\.test\.ts:\d+:\d+\)\. Its/,
  );
  const thrower = () => {
    throw "just so";
  };
  assert.equal(answers(thrower, "normal", 1), failed("threw just so"));
  assert.equal(
    answers(() => "restrat", "normal", 1),
    failed("answered with no plan element (`restrat` is no plan element; did you mean `restart`?)"),
  );
  assert.match(
    answers(() => undefined, "normal", 1),
    /answered with no plan element/,
  );
  assert.match(
    answers(() => ({ restart: "-5s" }), "normal", 1),
    /`-5s` is negative/,
  );
  assert.match(
    answers(async () => "restart", "normal", 1),
    /answered with a promise; it has to decide at once/,
  );
  assert.match(
    answers(() => () => "restart", "normal", 1),
    /answered with no plan element/,
  );
  assert.match(
    answers(() => ({ function: "t/a plan[0]" }), "normal", 1),
    /answered with a function/,
  );
});

function check(value: unknown, expected: string): void {
  const { tree, problems } = parseModule(value);
  assert.equal(faultLines(problems), expected);
  assert.equal(
    tree === null,
    problems.some(({ severity }) => severity === "error"),
  );
}

test("problems are named by their place in the value", () => {
  const child = (more: object) => ({ name: "t", children: [{ id: "a", run: "a", ...more }] });
  check(undefined, " missing_key");
  check(7, " wrong_type");
  check(() => {}, " wrong_type");
  check(
    {
      name: "t",
      children: [
        { id: "a", run: "a" },
        { id: "b", run: "b", plan: ["restrat"] },
      ],
    },
    "children[1].plan[0] bad_plan_element",
  );
  check(child({ run: () => {} }), "children[0].run wrong_type");
  check(child({ plan: () => "restart" }), "children[0].plan wrong_type");
  check(child({ plan: [{ function: "t/a plan[0]" }] }), "children[0].plan[0] bad_plan_element");
  check(child({ plan: [{ when: [{ do: 5 }] }] }), "children[0].plan[0].when[0].do bad_plan_element");
  check(child({ restart: "permanent", plan: [() => "restart"] }), "children[0].restart plan_beside_restart");
  const round: { name: string; children: unknown[] } = { name: "t", children: [] };
  round.children.push({ id: "a", supervisor: {}, children: round.children });
  check(round, " too_deep");
});

test("a text has no functions, wherever they are named", () => {
  const places = (text: string) =>
    parseSpec(text, "yaml").problems.map(({ line, column, code }) => `${line}:${column} ${code}`);
  assert.deepEqual(
    places("name: t\nchildren:\n  - id: s\n    supervisor: { default: { run: a, plan: [{ function: x }] } }\n"),
    ["4:45 function_outside_module"],
  );
});
