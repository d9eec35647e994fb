import assert from "node:assert/strict";
import { test } from "node:test";
import { type DebugSession, react } from "../../../core/index.ts";
import { at, check, feed, pausedAt, request, session, threadOf } from "./text.ts";

/** `started a#1, exited b#2`: what the client is told of threads when all is quiet. */
function told(from: DebugSession): { text: string; after: DebugSession } {
  const { session: after, actions } = react(from, { kind: "idle" });
  const name = (thread: number) => {
    const found = after.processes.get(thread);
    return found ? `${found.path}#${found.incarnation}` : `thread ${thread}`;
  };
  const news = actions.flatMap((action) =>
    action.do === "emit" && action.event === "thread" && "reason" in action.body && "threadId" in action.body
      ? [`${action.body.reason} ${name(Number(action.body.threadId))}`]
      : [],
  );
  return { text: news.join(", "), after };
}

const many = (count: number) =>
  session(`running; ${Array.from({ length: count }, (_, index) => `fleet/d${index + 1}#1`).join("; ")}`);

test("threads come and go with their processes", () => {
  const first = told(session("running; a#1; b#1"));
  assert.equal(first.text, "started a#1, started b#1");
  assert.equal(told(first.after).text, "");
  const restarted = feed(first.after, { ...at("b#2"), kind: "held", pid: 9, descendant: false });
  assert.equal(told(restarted).text, "exited thread 2, started b#2");
});

test("up to fifty processes are all threads; of more only those somebody looks at", () => {
  const fifty = told(many(50));
  assert.equal(fifty.text.split(", ").length, 50);
  const more = told(feed(fifty.after, { ...at("fleet/d51#1"), kind: "running", pid: 1, descendant: false }));
  assert.equal(more.text.split(", ").filter((one) => one.startsWith("exited")).length, 50);
  const stopped = feed(more.after, pausedAt(more.after, "fleet/d7#1", "app.ts:3"));
  const looked = told(stopped);
  assert.equal(looked.text, "started fleet/d7#1");
  const stepping = feed(looked.after, request("next", { threadId: threadOf(looked.after, "fleet/d7#1") }));
  assert.equal(told(stepping).text, "");
  const pinned = told(feed(looked.after, request("supertree/pin", { paths: ["fleet/d9", "d10"], on: true })));
  assert.equal(pinned.text, "started fleet/d9#1, started fleet/d10#1");
  const gone = feed(pinned.after, request("continue", { threadId: threadOf(pinned.after, "fleet/d7#1") }));
  assert.equal(told(gone).text, "exited fleet/d7#1");
  assert.equal(
    told(feed(gone, request("supertree/pin", { paths: ["d10"], on: false }))).text,
    "exited fleet/d7#1, exited fleet/d10#1",
  );
});

test("a process that is no thread can still be asked", () => {
  const more = many(51);
  check(more, request("pause", { threadId: 3 }), "respond\narm fleet/d3#1\npause fleet/d3#1");
});
