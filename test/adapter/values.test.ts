import assert from "node:assert/strict";
import { test } from "node:test";
import { Scene } from "./scene.ts";

const spec = `name: tree
children:
  - { id: calls, run: node calls.mjs }
`;

test("memory is read and written in the bytes that a value shows", async (t) => {
  const scene = new Scene(t, spec);
  await scene.dap.request("initialize", { supportsMemoryEvent: true });
  await scene.begin("launch", { spec: scene.spec }, { "calls.mjs": ["done"] });
  const { threadId } = await scene.stopped();
  const module = await scene.scope(threadId, "Module");
  const { memoryReference } = await scene.variable(module, "bytes");
  const read = async (offset: number, count: number, reference = memoryReference) => {
    const { data = "", unreadableBytes } = await scene.dap.request("readMemory", {
      memoryReference: reference,
      offset,
      count,
    });
    return `${Buffer.from(data, "base64").toString("latin1")} ${unreadableBytes}`;
  };
  assert.equal(await read(0, 5), "super 0");
  assert.equal(await read(5, 9), "tree 5");
  assert.equal(await read(100, 4), " 4");
  const write = (offset: number, text: string, more: object = {}) =>
    scene.dap.request("writeMemory", { memoryReference, offset, data: Buffer.from(text).toString("base64"), ...more });
  assert.deepEqual(await write(0, "SUPER"), { bytesWritten: 5 });
  assert.deepEqual(await scene.dap.event("memory"), { memoryReference, offset: 0, count: 5 });
  await assert.rejects(write(7, "many"), /do not fit: there are 9/);
  assert.deepEqual(await write(7, "many", { allowPartial: true }), { bytesWritten: 2 });
  assert.equal(await read(0, 9), "SUPERtrma 0");
  assert.equal((await scene.variable(module, "view")).memoryReference !== undefined, true);
  await assert.rejects(read(0, 1, "99999"), /no longer there/);
});

test("numbers in hex, expressions set, functions located, promises awaited later", async (t) => {
  const scene = new Scene(t, spec);
  await scene.launch({ "calls.mjs": [{ at: "done", condition: "rounds === 30" }] });
  const { threadId } = await scene.stopped();
  const { id: frameId } = await scene.topFrame(threadId);
  const evaluate = async (expression: string, more: object = {}) =>
    (await scene.dap.request("evaluate", { expression, frameId, context: "repl", ...more })).result;
  assert.equal(await evaluate("[rounds, -rounds * 2].map(Number)[1]", { format: { hex: true } }), "-0x3c");
  assert.match(
    await scene.variables(await scene.scope(threadId, "Module"), { format: { hex: true } }),
    /^rounds: 0x1e$/m,
  );
  assert.equal(
    (await scene.dap.request("setExpression", { expression: "rounds", value: "500", frameId })).value,
    "500",
  );
  assert.equal(await evaluate("rounds"), "500");
  await assert.rejects(scene.dap.request("setExpression", { expression: "1", value: "2", frameId }), /SyntaxError/);
  const double = await scene.variable(await scene.scope(threadId, "Module"), "double");
  const place = await scene.dap.request("locations", { locationReference: double.valueLocationReference });
  assert.equal(place.line, scene.line("calls.mjs", "doubled") - 1);
  assert.match(await evaluate("await Promise.resolve(7)"), /^Promise/);
});

test("what is loaded is listed, each file once, and what comes later told", async (t) => {
  const scene = new Scene(t, spec);
  scene.compile("worker.cts");
  await scene.launch({ "calls.mjs": [{ at: "round", condition: "rounds > 1e6" }] });
  await scene.dap.printed("calls is up");
  const { sources } = await scene.dap.request("loadedSources");
  const paths = sources.map(({ path }) => path);
  assert.ok(paths.includes(scene.file("calls.mjs")));
  assert.equal(new Set(paths).size, paths.length);
  const load = 'process.getBuiltinModule("module").createRequire(process.cwd() + "/")("./out/worker.cjs")';
  await scene.dap.request("evaluate", { expression: load, context: "repl" });
  await scene.dap.event("loadedSource", ({ source }) => source.path === scene.file("worker.cts"));
  await scene.dap.event("loadedSource", ({ source }) => source.path === scene.file("out/worker.cjs"));
});

test("colours reach a client that shows them, and no other", async (t) => {
  for (const supportsANSIStyling of [true, false]) {
    const scene = new Scene(t, spec);
    await scene.dap.request("initialize", { supportsANSIStyling });
    await scene.begin("launch", { spec: scene.spec }, {});
    const { output } = await scene.dap.event("output", (body) => body.output.includes("calls is up"));
    assert.equal(
      output,
      supportsANSIStyling ? "[tree/calls] \u001b[32mcalls is up\u001b[0m\n" : "[tree/calls] calls is up\n",
    );
  }
});
