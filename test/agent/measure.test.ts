import assert from "node:assert/strict";
import { test } from "node:test";
import { Place } from "./child.ts";

const program = `
process.stdin.on("data", () => {
  setTimeout(() => {
    const until = Date.now() + 150;
    while (Date.now() < until);
    setTimeout(() => console.log("done"), 100);
  }, 100);
});
console.log("ready");
`;

test("the event loop is measured from the first question on, each answer about the time since the last", async (t) => {
  const place = await Place.make(t, { "a.mjs": program });
  const child = place.start(["a.mjs"]);
  const agent = await place.agent();
  await agent.next("hello");
  assert.equal(await child.line(), "ready");
  const ask = async () => {
    agent.send({ kind: "measure" });
    return (await agent.next("measured")).eventLoop;
  };
  assert.equal(await ask(), null, "it has only begun");
  await child.ask("work");
  const busy = await ask();
  assert.ok(busy && busy.maxDelayMs > 100, `the loop was late by 150 ms, and told ${busy?.maxDelayMs}`);
  assert.ok(busy.meanDelayMs < busy.maxDelayMs && busy.utilization > 0.1 && busy.utilization < 1);
  agent.send({ kind: "stop_measuring" });
  assert.equal(await ask(), null, "it had stopped, and begins anew");
  child.closeInput();
  agent.close();
  assert.equal(await child.ended, 0, "measuring keeps no process alive");
});
