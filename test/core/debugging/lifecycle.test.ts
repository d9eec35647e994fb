import { test } from "node:test";
import { type DebugEvent, newSession } from "../../../core/index.ts";
import { check, feed, request, session } from "./text.ts";

const terminated = "leave\nemit terminated {}";

test("requests out of place are refused and change nothing", () => {
  check(newSession, request("threads", undefined), "refuse No tree is debugged yet: `launch` or `attach` comes first.");
  check(newSession, request("launch", { spec: "a.yaml" }), "refuse `initialize` comes first.");
  const initialized = check(newSession, request("initialize", {}), "respond");
  check(initialized, request("initialize", {}), "refuse This session is initialized already.");
  check(
    "running",
    request("attach", { spec: "a.yaml" }),
    "refuse This session has its tree already; start another session.",
  );
  check("running", request("configurationDone", undefined), "refuse Nothing waits for the end of a configuration.");
});

test("a launch that fails is refused and ends the session", () => {
  const joining = feed(newSession, request("initialize", {}), request("launch", { spec: "a.yaml" }));
  check(joining, { kind: "join_failed", message: "no such file" }, `refuse no such file\n${terminated}`);
  check(joining, { kind: "joined", tree: "down" }, "respond\nemit initialized {}");
});

test("a launch owns its tree, an attach does not, unless told otherwise", () => {
  check("running; b#1", request("disconnect", {}), "detach b#1\nstop_tree");
  check("running; b#1", request("disconnect", { terminateDebuggee: false }), `${terminated}\nrespond`);
  check("running attach; b#1", request("disconnect", {}), `${terminated}\nrespond`);
  check("running attach; b#1", request("disconnect", { terminateDebuggee: true }), "detach b#1\nstop_tree");
});

test("terminate answers at once; the session ends when the last process is gone", () => {
  const stopping = check("running; b#1", request("terminate", undefined), "respond\ndetach b#1\nstop_tree");
  check(stopping, request("threads", undefined), "refuse The tree is being stopped.");
  const waiting = check(stopping, request("disconnect", {}), "");
  const ended = check(waiting, { kind: "tree_stopped" }, `${terminated}\nrespond`);
  check(ended, { kind: "lost", ended: true, message: "gone" }, "");
});

test("a stop while the tree is still being reached leaves nothing behind", () => {
  const joining = feed(newSession, request("initialize", {}), request("launch", { spec: "a.yaml" }));
  const stopped = check(joining, request("disconnect", {}), `refuse The session ended.\n${terminated}\nrespond`);
  check(stopped, { kind: "joined", tree: "down" }, "leave");
});

const said = (category: string, text: string) => `emit output ${JSON.stringify({ category, output: `${text}\n` })}`;

test("a connection that ended in order ends the session, once", () => {
  const gone: DebugEvent = { kind: "lost", ended: true, message: "It is lost." };
  const over = check("running; b#1", gone, `${said("important", "It is lost.")}\n${terminated}`);
  check(over, gone, "");
});

const killed: DebugEvent = { kind: "lost", ended: false, message: "It is lost." };
const reaching = "It is lost. Its processes run on; what was paused goes on. Reaching the runtime again.";

test("a runtime that was killed is reached again, and breakpoints are bound in the processes that live on", () => {
  const lost = check(
    "running; b#3; c#1 paused app.ts:12; bp app.ts:12",
    killed,
    `${said("important", reaching)}\ndetach b#3\ndetach c#1\nrejoin`,
  );
  check(
    lost,
    request("stackTrace", { threadId: 1 }),
    "refuse The runtime is gone; the one that goes on with its processes is being reached.",
  );
  const met = check(lost, { kind: "running", path: "b", incarnation: 3, pid: 1, descendant: false }, "attach b#3");
  const again = "Reached the runtime that goes on with the tree; its processes are debugged again.";
  const back = check(met, { kind: "joined", tree: "up" }, said("console", again));
  check(back, { kind: "attached", thread: 3 }, "arm b#3\nbind b#3 app.ts:12");
});

test("where nobody goes on the session says so and ends", () => {
  const lost = feed(session("running; b#1"), killed);
  check(
    lost,
    { kind: "join_failed", message: "Nobody is there." },
    `${said("important", "Nobody is there.")}\n${terminated}`,
  );
  const down = "The tree is down: nothing is left to be debugged.";
  check(lost, { kind: "joined", tree: "down" }, `${said("important", down)}\n${terminated}`);
  check(lost, killed, "");
  const left = check(lost, request("disconnect", {}), `${terminated}\nrespond`);
  check(left, { kind: "joined", tree: "up" }, "leave");
});
