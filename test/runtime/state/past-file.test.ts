import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { Chronicle } from "../../../runtime/chronicle.ts";
import { keptPast } from "../../../runtime/state/past-file.ts";
import type { History, HistoryEntry, Snapshot } from "../../../wire/index.ts";
import { snapshot, supervisor, worker } from "../../webview/trees.ts";

const tree = (seq: number, pid: number): Snapshot => ({
  ...snapshot(supervisor("t", 0), worker("t/a", 1, { pid })),
  seq,
});
const delta = (seq: number, pid: number): HistoryEntry => ({
  ...{ kind: "delta", at: seq },
  delta: { seq, changed: [worker("t/a", 1, { pid })], removed: [] },
});
const pids = ({ base, entries }: History) =>
  [...base.nodes, ...entries.flatMap((entry) => (entry.kind === "delta" ? entry.delta.changed : []))].flatMap((node) =>
    node.kind === "worker" ? [node.pid] : [],
  );

/** What a second chronicle knows, after the first has added two entries and something has become of the file. */
function check(happens: (file: string) => void, expected: number[]): void {
  const folder = mkdtempSync(join(tmpdir(), "past-"));
  const file = join(folder, "past");
  const open = () => keptPast(file, (error) => assert.fail(String(error)));
  try {
    const first = new Chronicle(tree(1, 11), 1, open());
    first.add(delta(2, 12));
    first.add(delta(3, 13));
    happens(file);
    const next = new Chronicle(tree(1, 14), 9, open());
    assert.deepEqual(pids(next.history()), expected);
    next.add(delta(2, 15));
    assert.deepEqual(pids(new Chronicle(tree(1, 15), 10, open()).history()), [...expected, 15]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("a past goes on: what changed between two runtimes is one entry more", () => check(() => {}, [11, 12, 13, 14]));

test("a last line that was cut short counts as not written", () =>
  check((file) => appendFileSync(file, '1234abcd {"kind"'), [11, 12, 13, 14]));

test("a past that cannot be read begins anew", () => check((file) => writeFileSync(file, "nonsense\n\n"), [14]));
test("so does one of which nothing is left", () => check((file) => truncateSync(file), [14]));

test("what cannot be written is told once", () => {
  const told: unknown[] = [];
  const chronicle = new Chronicle(
    tree(1, 11),
    1,
    keptPast(join(tmpdir(), "no-such-folder", "past"), (error) => told.push(error)),
  );
  chronicle.add(delta(2, 12));
  assert.equal(told.length, 1);
  assert.deepEqual(pids(chronicle.history()), [11, 12]);
});
