import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Every line that a child wrote is in its log exactly once: within an incarnation each number follows the one before, an incarnation
 * begins with 1 unless what came before is gone with an old file, and one that was asked to end has all it says it wrote.
 */
export function assertLogWhole(folder: string, id: string): void {
  const logs = join(folder, ".supertree", "logs");
  const name = `f%2F${id}.log`;
  const files = readdirSync(logs)
    .filter((file) => file === name || file.startsWith(`${name}.`))
    .sort((a, b) => ageOf(b) - ageOf(a));
  let incarnation = 0;
  let last = 0;
  for (const line of files.flatMap((file) => readFileSync(join(logs, file), "utf8").split("\n"))) {
    const [, by, what, number] = /#(\d+) out@\d+\| (line|last) (\d+)$/.exec(line) ?? [];
    if (by === undefined) continue;
    const begins = Number(by) !== incarnation;
    if (begins) assert.ok(Number(by) > incarnation, `${id}: #${by} comes after #${incarnation}`);
    if (what === "last" && begins) assert.equal(number, "0", `${id} #${by} had written nothing`);
    else if (what === "last") assert.equal(Number(number), last, `${id} #${by} wrote ${number} lines`);
    else if (begins && incarnation > 0) assert.equal(Number(number), 1, `${id} #${by} begins with its first line`);
    else if (!begins) assert.equal(Number(number), last + 1, `${id} #${by}: line ${number} follows line ${last}`);
    incarnation = Number(by);
    last = Number(number);
  }
  assert.ok(incarnation > 0, `${id} has written something`);
}

function ageOf(file: string): number {
  return Number(/\.log\.(\d+)$/.exec(file)?.[1] ?? 0);
}
