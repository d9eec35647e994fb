import assert from "node:assert/strict";
import { test } from "node:test";
import { Scene } from "./scene.ts";

const spec = `name: tree
children:
  - { id: values, run: node values.mjs }
  - { id: plain, run: node plain.mjs }
`;

test("variables: nested, paged arrays, entries of maps and sets, getters when asked", async (t) => {
  const scene = new Scene(t, spec);
  await scene.launch({ "values.mjs": ["all"] }, { only: ["tree/values"] });
  const { threadId } = await scene.stopped();
  const { variables } = await scene.dap.request("variables", {
    variablesReference: await scene.scope(threadId, "Local"),
  });
  const named = (name: string) => {
    const found = variables.find((variable) => variable.name === name);
    assert.ok(found, `there is ${name}`);
    return found;
  };

  assert.equal(named("text").value, '"two\\nlines"');
  assert.equal(named("nothing").value, "null");
  assert.equal(named("big").value, "12345678901234567890n");
  assert.equal(named("nested").value, "{a: {…}, list: Array(3)}");
  assert.equal(
    await scene.variables(named("nested").variablesReference),
    "a: {b: {…}}\nlist: (3) [1, 2, 3]\n[[Prototype]]: {}".replace("{}", "Object"),
  );

  assert.equal(named("map").value, 'Map(2) {"one" => 1, "two" => {deep: true}}');
  assert.match(await scene.variables(named("map").variablesReference), /^"one": 1\n"two": \{deep: true\}$/m);
  assert.match(await scene.variables(named("set").variablesReference), /^0: "x"\n1: "y"$/m);
  const entries = await scene.variables(named("map").variablesReference, { filter: "indexed", start: 1, count: 1 });
  assert.equal(entries, '"two": {deep: true}');

  assert.equal(named("long").indexedVariables, 1000);
  const page = await scene.variables(named("long").variablesReference, { filter: "indexed", start: 998, count: 2 });
  assert.equal(page, "998: 1996\n999: 1998");

  const getter = await scene.variable(named("counted").variablesReference, "asked");
  assert.deepEqual([getter.value, getter.presentationHint], ["(...)", { lazy: true }]);
  assert.equal(await scene.variables(getter.variablesReference), ": 1");
});

test("evaluate in a frame, for hovering without effects, and in a process that runs", async (t) => {
  const scene = new Scene(t, spec);
  await scene.launch({ "values.mjs": ["all"] });
  await scene.dap.printed("plain is up");
  const { threadId } = await scene.stopped();
  const { id: frameId } = await scene.topFrame(threadId);
  const evaluate = async (expression: string, context: string, more: object = { frameId }) =>
    (await scene.dap.request("evaluate", { expression, context, ...more })).result;

  assert.equal(await evaluate("nested.list.length + 1", "watch"), "4");
  assert.equal(await evaluate("nested.list", "hover"), "(3) [1, 2, 3]");
  await assert.rejects(evaluate("nested.list.push(9)", "hover"), /side-effect/);
  await assert.rejects(evaluate("nested.no.thing", "watch"), /TypeError/);
  assert.equal(
    await evaluate("nested", "clipboard"),
    '{\n  "a": {\n    "b": {\n      "c": "deep"\n    }\n  },\n  "list": [\n    1,\n    2,\n    3\n  ]\n}',
  );
  assert.equal(await evaluate("@tree/plain await Promise.resolve(6 * 7)", "repl", {}), "42");
  await assert.rejects(evaluate("1 + 1", "repl", {}), /Which of 2 processes\?/);
  await scene.dap.request("continue", { threadId });
  await assert.rejects(evaluate("nested", "watch"), /no longer there/);
});

test("variables are changed, names completed", async (t) => {
  const scene = new Scene(t, spec);
  await scene.launch({ "values.mjs": ["all"] }, { only: ["tree/values"] });
  const { threadId } = await scene.stopped();
  const { id: frameId } = await scene.topFrame(threadId);
  const local = await scene.scope(threadId, "Local");
  const set = await scene.dap.request("setVariable", { variablesReference: local, name: "text", value: "nested.a" });
  assert.equal(set.value, "{b: {…}}");
  const { result } = await scene.dap.request("evaluate", { expression: "text.b.c", frameId, context: "watch" });
  assert.equal(result, '"deep"');
  const nested = (await scene.dap.request("evaluate", { expression: "nested", frameId })).variablesReference;
  await scene.dap.request("setVariable", { variablesReference: nested, name: "list", value: "[...nested.list, 4]" });
  assert.match(await scene.variables(nested), /list: \(4\) \[1, 2, 3, 4\]/);
  const { targets } = await scene.dap.request("completions", { frameId, text: "nested.li", column: 10 });
  assert.deepEqual(targets, [{ label: "list", start: 7, length: 2 }]);
});

test("a stack is paged, and what is not on disk has a text", async (t) => {
  const scene = new Scene(t, spec);
  await scene.launch({ "plain.mjs": ["sum"] }, { only: ["tree/plain"] });
  const { threadId } = await scene.stopped();
  const all = await scene.dap.request("stackTrace", { threadId });
  assert.equal(all.totalFrames, all.stackFrames.length);
  assert.deepEqual(
    all.stackFrames.slice(0, 3).map((frame) => scene.place(frame)),
    ["plain.mjs:#sum add", "plain.mjs:#add tick", "plain.mjs:#interval (anonymous)"],
  );
  const page = await scene.dap.request("stackTrace", { threadId, startFrame: 1, levels: 1 });
  assert.deepEqual(
    page.stackFrames.map((frame) => scene.place(frame)),
    ["plain.mjs:#add tick"],
  );
  const internal = all.stackFrames.at(-1)?.source;
  assert.equal(internal?.presentationHint, "deemphasize");
  const { content } = await scene.dap.request("source", { sourceReference: internal?.sourceReference });
  assert.match(content, /function/);
});
