import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { connect, findRuntime, startRuntime } from "../../client/index.ts";
import { afterwards } from "../afterwards.ts";
import { Scene } from "./scene.ts";

const spec = `name: tree
children:
  - { id: plain, run: node plain.mjs, plan: [restart], count: infinity }
`;
const runtimeFile = fileURLToPath(new URL("../../dist/runtime.cjs", import.meta.url));

test("a process of a node elsewhere is debugged over TLS, and its next incarnation held", async (t) => {
  const scene = new Scene(t, spec);
  await startRuntime({ specFile: scene.spec, runtimeFile, listening: { at: "127.0.0.1:0", atMost: "debug" } });
  const runtime = await findRuntime(scene.spec);
  assert.ok(runtime);
  const here = await connect(runtime);
  afterwards(t, async () => {
    await here.call("shutdown", {});
    await here.closed;
  });
  const { remote } = await here.call("status", {});
  const tokenFile = join(scene.folder, ".supertree", "tokens", "debug");
  await scene.dap.request("initialize", { adapterID: "supertree" });
  await scene.begin("attach", { ...remote, tokenFile }, { "plain.mjs": ["tick"] });
  const first = await scene.stopped();
  assert.equal(first.text, "tree/plain #1 breakpoint plain.mjs:#tick tick");
  await here.call("kill", { path: "tree/plain" });
  const next = await scene.stopped(({ threadId }) => threadId !== first.threadId);
  assert.equal(next.text, "tree/plain #2 breakpoint plain.mjs:#tick tick");
  await scene.dap.request("disconnect", {});
});
