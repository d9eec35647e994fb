import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { errorOf, project, supertree } from "./supertree.ts";

const spec = `
name: pair
children:
  - { id: one, run: node nothing.mjs, plan: [{ restart: 5s }, stop] }
  - { id: two, run: node nothing.mjs, stop: { timeout: 1s } }
`;
const events = `{"at":1000,"exit":"pair/one","code":1}
{"at":7000,"stop_takes":"pair/two","ms":"infinity"}
{"at":7000,"exit":"pair/one","signal":"SIGKILL"}
`;

test("simulate: JSON lines for programs, one readable line a step for people; no process, no runtime", async (t) => {
  const folder = await project(t, spec);
  await writeFile(join(folder, "events.jsonl"), events);

  const { code, stdout } = await supertree(folder, "simulate", "supertree.yaml", "--events", "events.jsonl", "--json");
  assert.equal(code, 0);
  const trace = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    trace.filter((line) => line.do !== "report"),
    [
      { at: 0, do: "start", child: "pair/one", incarnation: 1, reason: null },
      { at: 0, do: "start", child: "pair/two", incarnation: 1, reason: null },
      { at: 1000, do: "exited", child: "pair/one", incarnation: 1, reason: { code: 1 } },
      { at: 1000, do: "restart_at", child: "pair/one", incarnation: 1, reason: { code: 1 }, due: 6000 },
      { at: 6000, do: "start", child: "pair/one", incarnation: 2, reason: { code: 1 } },
      { at: 7000, do: "exited", child: "pair/one", incarnation: 2, reason: { signal: "SIGKILL" } },
      { at: 7000, do: "stop", child: "pair/two", incarnation: 1, reason: "shutdown" },
      { at: 8000, do: "kill", child: "pair/two", incarnation: 1, reason: "shutdown" },
      { at: 8000, do: "exited", child: "pair/two", incarnation: 1, reason: { signal: "SIGKILL" } },
      {
        at: 8000,
        do: "ended",
        child: "pair",
        incarnation: 1,
        reason: { child: "pair/one", reason: { signal: "SIGKILL" } },
      },
    ],
  );

  const people = await supertree(folder, "simulate", ".", "--events", "events.jsonl");
  const expected = [
    "      0s  start       pair/one #1",
    "      0s  start       pair/two #1",
    "      1s  exited      pair/one #1: code 1",
    "      1s  report      pair/one: exited with code 1; it is restarted in 5s",
    "      1s  restart at  pair/one #1 at 6s: code 1",
    "      6s  start       pair/one #2",
    "      7s  exited      pair/one #2: SIGKILL",
    "      7s  report      pair/one: was ended by SIGKILL; its supervisor ends: its plan stops it when pair/one ends, which was ended by SIGKILL",
    "      7s  report      pair: the supervisor ends: its plan stops it when pair/one ends, which was ended by SIGKILL",
    "      7s  stop        pair/two #1",
    "      8s  report      pair/two: did not stop within 1s of SIGTERM and is killed",
    "      8s  kill        pair/two #1",
    "      8s  exited      pair/two #1: SIGKILL",
    "      8s  ended       pair: as pair/one (SIGKILL)",
    "",
  ];
  assert.deepEqual(people.stdout.split("\n"), expected);
  assert.deepEqual(await errorOf(folder, "status"), { exit: 3, code: "no_runtime" });
});

test("simulate: what cannot be rehearsed is refused at its place, and nothing is told", async (t) => {
  const folder = await project(t, spec);
  await writeFile(join(folder, "events.jsonl"), `{"at":0,"exit":"pair/one"}\n\n{"at":1,"exit":"pair/three"}\n`);
  const refused = await supertree(folder, "simulate", "supertree.yaml", "--events", "events.jsonl");
  assert.deepEqual(refused, {
    code: 1,
    stdout: "",
    stderr: "supertree: events.jsonl:3: There is no child pair/three in pair; there are pair/one, pair/two.\n",
  });
  const args = ["simulate", "supertree.yaml", "--events"];
  assert.deepEqual(await errorOf(folder, ...args, "events.jsonl"), { exit: 1, code: "invalid_params" });
  assert.deepEqual(await errorOf(folder, ...args, "none.jsonl"), { exit: 1, code: "not_found" });
  assert.deepEqual(await errorOf(folder, "simulate", "supertree.yaml"), { exit: 2, code: "usage" });
  await writeFile(join(folder, "supertree.yaml"), "name: pair\nchildren: [{ id: a/b, run: x }]\n");
  assert.deepEqual(await errorOf(folder, ...args, "events.jsonl"), { exit: 1, code: "invalid_spec" });
  assert.deepEqual(
    ((await check(folder)) as { line: number }[]).map(({ line }) => line),
    [2],
  );
});

/** `check` finds the same mistake; it ends with 1, so its answer is read from its output. */
async function check(folder: string): Promise<unknown> {
  return JSON.parse((await supertree(folder, "check", "supertree.yaml", "--json")).stdout);
}
