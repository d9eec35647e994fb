import assert from "node:assert/strict";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";
import { type Client, connect, findRuntime, startRuntime, watchTree } from "../../client/index.ts";
import type { Snapshot } from "../../wire/index.ts";
import { Link } from "./link.ts";
import { Scene } from "./scene.ts";

const spec = `name: tree
children:
  - { id: plain, run: node plain.mjs, plan: [restart], count: infinity }
`;
const runtimeFile = fileURLToPath(new URL("../../dist/runtime.cjs", import.meta.url));

interface Node {
  scene: Scene;
  /** A client on its own machine. */
  here: Client;
  /** How a debugger elsewhere attaches to it. */
  attach: { url: string; fingerprint: string; tokenFile: string };
}

/** A node and a debug session elsewhere; the tree is down before its folder goes. */
async function withNode(t: TestContext, work: (node: Node) => Promise<void>): Promise<void> {
  const scene = new Scene(t, spec);
  await startRuntime({ specFile: scene.spec, runtimeFile, listening: { at: "127.0.0.1:0", atMost: "debug" } });
  const runtime = await findRuntime(scene.spec);
  assert.ok(runtime);
  const here = await connect(runtime);
  try {
    const { remote } = await here.call("status", {});
    assert.ok(remote);
    await scene.dap.request("initialize", { adapterID: "supertree" });
    const tokenFile = join(scene.folder, ".supertree", "tokens", "debug");
    await work({ scene, here, attach: { ...remote, tokenFile } });
    await scene.dap.request("disconnect", {});
  } finally {
    await here.call("shutdown", {});
    await here.closed;
  }
}

test("a process of a node elsewhere is debugged over TLS, and its next incarnation held", (t) =>
  withNode(t, async ({ scene, here, attach }) => {
    await scene.begin("attach", attach, { "plain.mjs": ["tick"] });
    const first = await scene.stopped();
    assert.equal(first.text, "tree/plain #1 breakpoint plain.mjs:#tick tick");
    await here.call("kill", { path: "tree/plain" });
    const next = await scene.stopped(({ threadId }) => threadId !== first.threadId);
    assert.equal(next.text, "tree/plain #2 breakpoint plain.mjs:#tick tick");
  }));

test("a link that is cut lets go of what was paused; a breakpoint set meanwhile is hit once it is mended", (t) =>
  withNode(t, async ({ scene, here, attach }) => {
    const link = new Link(Number(new URL(attach.url).port));
    await link.mend();
    try {
      const url = `wss://127.0.0.1:${link.port}`;
      await scene.begin("attach", { ...attach, url }, { "plain.mjs": ["tick"] });
      await scene.stopped();
      const goesOn = new Promise<void>((settle) => {
        const runs = ({ nodes }: Snapshot) => nodes.at(-1)?.state === "running" && settle();
        watchTree(here, runs);
      });
      link.cut();
      await goesOn;
      const set = scene.breakpoints("plain.mjs", "helped");
      await link.mend();
      await set;
      const { text } = await scene.stopped();
      assert.match(text, /^tree\/plain #1 breakpoint plain\.mjs:#helped/);
    } finally {
      link.cut();
    }
  }));
