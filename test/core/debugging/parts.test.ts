import { test } from "node:test";
import { at, check, session } from "./text.ts";

test("a worker thread is bound before its first line, and each has a number of its own", () => {
  const met = check(
    "running; b#7; bp app.ts:12",
    { kind: "worker", of: 1, worker: 40, held: true },
    "attach_worker b#7 · worker 1",
  );
  const bound = check(
    met,
    { kind: "attached", thread: 2 },
    "arm b#7 · worker 1\nbind b#7 · worker 1 app.ts:12\nrelease b#7 · worker 1",
  );
  const second = check(bound, { kind: "worker", of: 1, worker: 41, held: false }, "attach_worker b#7 · worker 2");
  check(second, { kind: "attached", thread: 3 }, "arm b#7 · worker 2\nbind b#7 · worker 2 app.ts:12");
});

test("a worker thread goes alone, and with its process", () => {
  const met = check("running; b#7", { kind: "worker", of: 1, worker: 1, held: true }, "attach_worker b#7 · worker 1");
  check(met, { kind: "ended", thread: 2 }, "detach b#7 · worker 1");
  check(met, { ...at("b#7"), kind: "exited" }, "detach b#7\ndetach b#7 · worker 1");
  check(met, { kind: "worker", of: 9, worker: 1, held: true }, "");
});

test("a process that a debugged one starts is a thread beside it, and leaves alone", () => {
  const started = { ...at("b#7"), kind: "held", pid: 4711, descendant: true } as const;
  const met = check("running; b#7; bp app.ts:12", started, "attach b#7 · pid 4711");
  check(
    met,
    { kind: "attached", thread: 2 },
    "arm b#7 · pid 4711\nbind b#7 · pid 4711 app.ts:12\nrelease b#7 · pid 4711",
  );
  check(met, started, "");
  check(met, { ...started, pid: 4712 }, "attach b#7 · pid 4712");
  check(met, { ...at("b#7"), kind: "left", pid: 4711 }, "detach b#7 · pid 4711");
  check(
    met,
    { ...at("b#8"), kind: "held", pid: 1, descendant: false },
    "detach b#7\ndetach b#7 · pid 4711\nattach b#8",
  );
});

test("what a process started before we met the process itself does not take its place", () => {
  const early = check(
    session("running"),
    { ...at("b#7"), kind: "running", pid: 4711, descendant: true },
    "attach b#7 · pid 4711",
  );
  check(early, { ...at("b#7"), kind: "running", pid: 9, descendant: false }, "attach b#7");
});
