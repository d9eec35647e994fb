import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { Outbox, type Telling } from "../../../runtime/telling/outbox.ts";
import type { About, Report } from "../../../wire/index.ts";

/** Reports that come at moments, and what is told when: `name`s of the reports, with what was omitted. */
class Clock {
  at = 0;
  /** Tellings fail while this is set. */
  down = false;
  readonly told: string[] = [];
  readonly complaints: string[] = [];
  readonly outbox: Outbox;
  #timers: { at: number; ring: () => void }[] = [];

  constructor(severity: "info" | "warning" | "error" = "warning") {
    this.outbox = new Outbox({
      tree: "t",
      reporting: { severity, everyMs: 1000 },
      now: () => this.at,
      wake: (at, ring) => {
        const timer = { at, ring };
        this.#timers.push(timer);
        return () => (this.#timers = this.#timers.filter((one) => one !== timer));
      },
      deliver: async (telling) => this.#deliver(telling),
      failed: (reason) => this.complaints.push(`@${this.at} ${reason}`),
    });
  }

  async until(at: number): Promise<void> {
    for (;;) {
      await turn();
      const next = this.#timers.sort((a, b) => a.at - b.at)[0];
      if (!next || next.at > at) break;
      this.#timers.shift();
      this.at = next.at;
      next.ring();
    }
    this.at = at;
  }

  #deliver({ reports, omitted }: Telling): string | null {
    const names = reports.map(({ message }) => message);
    const shown = names.length > 5 ? `${names[0]}…${names.at(-1)}` : names.join();
    this.told.push(`@${this.at} ${this.down ? "not " : ""}${shown}${omitted > 0 ? ` and ${omitted}` : ""}`);
    return this.down ? "it is down" : null;
  }
}

function report(
  message: string,
  context: About["context"] = "child_terminated",
  severity: Report["severity"] = "warning",
): Report {
  const about: About = {
    ...{ context, supervisor: "t", incarnation: 1, pid: 1, reason: { code: 1 }, restart: "permanent", plan: null },
    ...{ element: null, runs: 0, count: null, restarts: 1, dueAt: null, readyAt: null },
  };
  return { at: 0, severity, path: "t/a", message, about };
}

test("the first is told at once, what comes meanwhile together", async () => {
  const clock = new Clock();
  for (const name of ["a", "b", "c"]) clock.outbox.put(report(name));
  await clock.until(3000);
  clock.outbox.put(report("d"));
  await clock.until(9000);
  assert.deepEqual(clock.told, ["@0 a", "@1000 b,c", "@3000 d"]);
});

test("of ten thousand exits the first hundred are told, and how many there were more", async () => {
  const clock = new Clock();
  for (let n = 0; n < 10_001; n += 1) clock.outbox.put(report(`${n}`));
  await clock.until(9000);
  assert.deepEqual(clock.told, ["@0 0", "@1000 1…100 and 9900"]);
});

test("what could not be told is told later, more and more slowly, and complained about once", async () => {
  const clock = new Clock();
  clock.down = true;
  clock.outbox.put(report("a"));
  await clock.until(1);
  clock.outbox.put(report("b"));
  await clock.until(7000);
  clock.down = false;
  await clock.until(20_000);
  clock.outbox.put(report("c"));
  await clock.until(30_000);
  assert.deepEqual(clock.told, ["@0 not a", "@2000 not a,b", "@6000 not a,b", "@14000 a,b", "@20000 c"]);
  assert.deepEqual(clock.complaints, ["@0 it is down"]);
});

test("only what nobody asked for is told, from the severity on that was asked for", async () => {
  const told = async (severity: "info" | "warning" | "error") => {
    const clock = new Clock(severity);
    clock.outbox.put(report("started", "started", "debug"));
    clock.outbox.put(report("changed", "changed", "info"));
    clock.outbox.put({ ...report("log", "shutdown", "error"), about: null });
    clock.outbox.put(report("normal", "child_terminated", "info"));
    clock.outbox.put(report("crash", "child_terminated", "warning"));
    clock.outbox.put(report("gave up", "shutdown", "error"));
    await clock.until(9000);
    return clock.told.join(" ");
  };
  assert.equal(await told("info"), "@0 normal @1000 crash,gave up");
  assert.equal(await told("warning"), "@0 crash @1000 gave up");
  assert.equal(await told("error"), "@0 gave up");
});

test("what is left at the end is told once more", async () => {
  const clock = new Clock();
  for (const name of ["a", "b"]) clock.outbox.put(report(name));
  await clock.outbox.close();
  await clock.until(9000);
  assert.deepEqual(clock.told, ["@0 a", "@0 b"]);
});
