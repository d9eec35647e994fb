import assert from "node:assert/strict";
import { test } from "node:test";
import { allNodes } from "../nodes.ts";
import { Place } from "./child.ts";
import { Debugger } from "./debugger.ts";

const waits = `process.stdin.on("data", () => process.exit(5));`;

for (const { name: version, program: node } of allNodes) {
  test(`${version}: the debugger is open only while the runtime wants it, and its id is not published`, async (t) => {
    const place = await Place.make(t, { "a.mjs": waits });
    const program = place.start(["a.mjs"], {}, node);
    const agent = await place.agent();
    assert.equal(program.errors, "");
    const addresses = [];
    for (let time = 0; time < 2; time++) {
      agent.send({ kind: "open_inspector" });
      const { url } = await agent.next("inspector");
      assert.match(url, /^ws:\/\/127\.0\.0\.1:\d+\/[\w-]+$/);
      const http = `http://${new URL(url).host}`;
      const listed = await fetch(`${http}/json/list`);
      assert.ok(!(await listed.text()).includes(new URL(url).pathname));
      const client = await Debugger.attach(url);
      assert.deepEqual(await client.call("Runtime.evaluate", { expression: "6 * 7", returnByValue: true }), {
        result: { type: "number", value: 42, description: "42" },
      });
      await client.close();
      agent.send({ kind: "close_inspector" });
      agent.send({ kind: "roll_back", reload: 1, until: Date.now() + 1000, openWithinMs: 1000, force: false });
      await agent.next("reload_failed");
      await assert.rejects(fetch(http));
      addresses.push(url);
    }
    assert.notEqual(addresses[0], addresses[1]);
    program.send("end");
    assert.equal(await program.ended, 5);
  });

  test(`${version}: a debugger that the program opened itself stays open`, async (t) => {
    const place = await Place.make(t, { "a.mjs": waits });
    const program = place.start(["--inspect=127.0.0.1:0", "a.mjs"], {}, node);
    const agent = await place.agent();
    agent.send({ kind: "open_inspector" });
    const { url } = await agent.next("inspector");
    agent.send({ kind: "close_inspector" });
    agent.send({ kind: "open_inspector" });
    assert.equal((await agent.next("inspector")).url, url);
    program.send("end");
    assert.equal(await program.ended, 5);
  });

  test(`${version}: when the runtime is gone, so is the debugger`, async (t) => {
    const place = await Place.make(t, { "a.mjs": waits });
    const program = place.start(["a.mjs"], {}, node);
    const agent = await place.agent();
    agent.send({ kind: "open_inspector" });
    const { url } = await agent.next("inspector");
    const client = await Debugger.attach(url);
    agent.close();
    await client.closed;
    program.send("end");
    assert.equal(await program.ended, 5);
  });
}
