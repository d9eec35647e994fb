import { test } from "node:test";
import { newSession } from "../../../core/index.ts";
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
  check(ended, { kind: "lost", message: "gone" }, "");
});

test("a stop while the tree is still being reached leaves nothing behind", () => {
  const joining = feed(newSession, request("initialize", {}), request("launch", { spec: "a.yaml" }));
  const stopped = check(joining, request("disconnect", {}), `refuse The session ended.\n${terminated}\nrespond`);
  check(stopped, { kind: "joined", tree: "down" }, "leave");
});

test("a connection that is lost is said, once", () => {
  const over = check(
    session("running; b#1"),
    { kind: "lost", message: "It is lost." },
    `emit output {"category":"important","output":"It is lost.\\n"}\n${terminated}`,
  );
  check(over, { kind: "lost", message: "It is lost." }, "");
});
