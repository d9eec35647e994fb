import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { writeSpecTypes } from "../../scripts/spec-types.mjs";

test("the compiler accepts a right config module and finds each mistake of a wrong one", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "supertree-types-"));
  t.after(() => rmSync(folder, { recursive: true }));
  cpSync("test/spec/fixtures/types", folder, { recursive: true });
  await writeSpecTypes(join(folder, "spec.d.ts"));
  const compilerOptions = {
    ...{ target: "es2023", module: "nodenext", strict: true, noEmit: true, types: [] },
    paths: { "supertree/spec": ["./spec.d.ts"] },
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.ts"] }));
  const tsc = spawnSync(process.execPath, [resolve("node_modules/typescript/bin/tsc"), "-p", folder], {
    encoding: "utf8",
  });
  assert.equal(tsc.stdout + tsc.stderr, "");
  assert.equal(tsc.status, 0);
});
