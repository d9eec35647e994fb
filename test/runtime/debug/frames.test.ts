import assert from "node:assert/strict";
import { test } from "node:test";
import { disables, filler, type Sniffed, sniff, sniffWorker } from "../../../runtime/debug/frames.ts";

function check(frame: string, expected: Sniffed) {
  assert.equal(sniff(Buffer.from(frame)), expected, frame);
}

test("a frame's meaning to the runtime is told by its beginning", () => {
  check('{"id":1,"result":{}}', "other");
  check('{"id":-1,"result":{"id":"e0ec"}}', "own");
  check('{"method":"Debugger.scriptParsed","params":{"url":"Debugger.paused"}}', "other");
  check('{"method":"Debugger.paused","params":{"callFrames":[],"reason":"other"}}', "paused");
  check('{"method":"Debugger.resumed","params":{}}', "resumed");
  check('{"method":"NodeRuntime.waitingForDisconnect","params":{}}', "waiting_for_disconnect");
  check("", "other");
});

test("a pause before a script runs is nobody's pause", () => {
  check('{"method":"Debugger.paused","params":{"callFrames":[],"reason":"instrumentation"}}', "other");
  const misleading = { callFrames: [{ url: '"reason":"instrumentation"' }], reason: "other" };
  check(JSON.stringify({ method: "Debugger.paused", params: misleading }), "paused");
});

test("a pause on an error that nobody handles is the end held up", () => {
  const paused = (reason: string, data: object, callFrames: object[] = []) =>
    JSON.stringify({ method: "Debugger.paused", params: { callFrames, reason, data } });
  check(paused("exception", { uncaught: true }), "crashing");
  check(paused("promiseRejection", { uncaught: true }), "crashing");
  check(paused("exception", { uncaught: false }), "paused");
  check(paused("exception", { uncaught: false }, [{ url: '"uncaught":true' }]), "paused");
});

test("a worker thread's pause is told inside of its process's messages", () => {
  const from = (worker: string, message: object) =>
    Buffer.from(
      JSON.stringify({
        method: "NodeWorker.receivedMessageFromWorker",
        params: { sessionId: worker, message: JSON.stringify(message) },
      }),
    );
  const paused = (reason: string) => ({ method: "Debugger.paused", params: { callFrames: [], reason } });
  assert.deepEqual(sniffWorker(from("2", paused("other"))), { worker: "2", is: "paused" });
  assert.equal(sniffWorker(from("2", paused("instrumentation"))), null);
  assert.deepEqual(sniffWorker(from("3", { method: "Debugger.resumed", params: {} })), { worker: "3", is: "resumed" });
  assert.equal(sniffWorker(from("3", { id: 1, result: { method: "Debugger.paused" } })), null);
  const gone = Buffer.from('{"method":"NodeWorker.detachedFromWorker","params":{"sessionId":"3"}}');
  assert.deepEqual(sniffWorker(gone), { worker: "3", is: "over" });
  const met = { method: "NodeWorker.attachedToWorker", params: { sessionId: "3", workerInfo: {} } };
  assert.deepEqual(sniffWorker(Buffer.from(JSON.stringify(met))), { worker: "3", is: "met" });
  assert.equal(sniffWorker(Buffer.from('{"method":"Debugger.paused","params":{}}')), null);
});

test("the answer to a filler is recognised as the runtime's own", () => {
  check(JSON.stringify({ id: JSON.parse(filler.toString()).id, result: {} }), "own");
});

test("a client that switches the debugger off leaves nothing paused", () => {
  assert.equal(disables(Buffer.from('{"id":7,"method":"Debugger.disable"}')), true);
  assert.equal(disables(Buffer.from('{"id":7,"method":"Debugger.enable","params":{}}')), false);
  const evaluated = {
    id: 7,
    method: "Runtime.evaluate",
    params: { expression: '"method":"Debugger.disable"'.padEnd(300) },
  };
  assert.equal(disables(Buffer.from(JSON.stringify(evaluated))), false);
});
