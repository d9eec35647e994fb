import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { connect, findRuntime } from "../../client/index.ts";
import { Scene } from "./scene.ts";

const spec = `name: tree
children:
  - { id: device, run: node --import tsx device.ts d1, hot: true }
`;

test("a breakpoint in code that was reloaded stops in the new code, at the line of the source", async (t) => {
  const scene = new Scene(t, spec);
  await scene.launch({ "device.ts": ["push"] });
  const { threadId } = await scene.stopped();
  await scene.breakpoints("device.ts");
  await scene.dap.request("continue", { threadId });

  const text = readFileSync(scene.file("device.ts"), "utf8");
  const edited = text.replace("const celsius = 20", "const hotter = 5; // #new\n  const celsius = hotter + 20");
  writeFileSync(scene.file("device.ts"), edited);
  await scene.breakpoints("device.ts", { at: "reading", condition: "typeof hotter !== 'undefined'" });
  const runtime = await findRuntime(scene.spec);
  assert.ok(runtime);
  const client = await connect(runtime);
  const result = await client.call("reload", { files: [scene.file("device.ts")], dry_run: false });
  client.close();
  assert.equal(result.outcome, "committed", JSON.stringify(result));

  const { text: stop } = await scene.stopped(() => true);
  assert.equal(stop, "tree/device #1 breakpoint device.ts:#reading read");
  const { id: frameId } = await scene.topFrame(threadId);
  const { result: value } = await scene.dap.request("evaluate", { expression: "hotter", context: "watch", frameId });
  assert.equal(value, "5");
});

test("a breakpoint stops in a module that was loaded anew, which is the file's as the version before was", async (t) => {
  const scene = new Scene(
    t,
    spec.replace("id: device, run: node --import tsx device.ts d1", "id: plain, run: node plain.mjs"),
  );
  await scene.launch({ "plain.mjs": ["helped"] });
  const { threadId } = await scene.stopped();
  await scene.breakpoints("plain.mjs");
  await scene.dap.request("continue", { threadId });

  const edited = `export const step = 2;
export function help(value) {
  const helped = value + step; // #new
  return helped;
}
`;
  writeFileSync(scene.file("helper.mjs"), edited);
  await scene.breakpoints("helper.mjs", { at: "new", condition: "typeof step !== 'undefined'" });
  const runtime = await findRuntime(scene.spec);
  assert.ok(runtime);
  const client = await connect(runtime);
  const result = await client.call("reload", { files: [scene.file("helper.mjs")], dry_run: false });
  client.close();
  assert.equal(result.outcome === "committed" && result.reloaded[0]?.how, "swap", JSON.stringify(result));

  const { text: stop } = await scene.stopped(() => true);
  assert.equal(stop, "tree/plain #1 breakpoint helper.mjs:#new help");
});

test("a breakpoint still stops in the old code, for as long as that runs", async (t) => {
  const scene = new Scene(t, spec.replace("node --import tsx device.ts d1", "node loop.mjs"));
  const loop = (step: number) => `let turns = 0;
async function loop(step = ${step}) {
  for (;;) {
    await new Promise((settle) => setTimeout(settle, 20));
    turns += step; // #turn
  }
}
void loop();
`;
  writeFileSync(scene.file("loop.mjs"), loop(1));
  await scene.launch({ "loop.mjs": ["turn"] });
  const { threadId } = await scene.stopped();
  await scene.breakpoints("loop.mjs");
  await scene.dap.request("continue", { threadId });
  writeFileSync(scene.file("loop.mjs"), loop(2));
  const runtime = await findRuntime(scene.spec);
  assert.ok(runtime);
  const client = await connect(runtime);
  const result = await client.call("reload", { files: [scene.file("loop.mjs")], dry_run: false });
  client.close();
  const stays = result.outcome === "committed" ? result.reloaded[0]?.stays.map(({ what }) => what) : result;
  assert.deepEqual(stays, ["calls of `loop` that are under way"]);
  await scene.breakpoints("loop.mjs", "turn");
  const { text } = await scene.stopped(() => true);
  assert.equal(text, "tree/device #1 breakpoint loop.mjs:#turn loop");
  const { id: frameId } = await scene.topFrame(threadId);
  const { result: step } = await scene.dap.request("evaluate", { expression: "step", context: "watch", frameId });
  assert.equal(step, "1", "the loop under way is in the old code");
});
