import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { freeBefore } from "../../../runtime/output/free.ts";
import { Spool } from "../../../runtime/output/spool.ts";

test("what is kept elsewhere is given back to the disk; places stay, and who reads from the beginning finds what is left", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "supertree-test-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "a.1.out");
  const line = `${"x".repeat(1023)}\n`;
  writeFileSync(file, line.repeat(1024));
  const before = statSync(file);
  if (!(await freeBefore(file, 1024 * 1000))) return t.diagnostic("this disk frees nothing of a file");
  appendFileSync(file, "last\n");
  const after = statSync(file);
  assert.equal(after.size, before.size + 5);
  assert.ok(after.blocks < before.blocks / 10, `${after.blocks} of ${before.blocks} blocks`);
  const read = (at: number) => {
    const lines: string[] = [];
    const spool = new Spool(file, at);
    while (spool.read((text, end) => void lines.push(`${text.length}@${end}`)));
    return lines;
  };
  assert.deepEqual(read(1024 * 1022), [`1023@${1024 * 1023}`, `1023@${1024 * 1024}`, `4@${1024 * 1024 + 5}`]);
  assert.equal(read(0).length, 25);
  assert.equal(read(0).at(-1), `4@${1024 * 1024 + 5}`);
});
