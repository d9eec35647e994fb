import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { writeHotTypes } from "../../scripts/hot-types.mjs";

test("the compiler accepts right uses of supertree/hot, a schema of zod among them, and finds each mistake", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "supertree-types-"));
  t.after(() => rmSync(folder, { recursive: true }));
  cpSync("test/agent/fixtures/types", folder, { recursive: true });
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"), "junction");
  await writeHotTypes(join(folder, "hot.d.ts"));
  const compilerOptions = {
    ...{ target: "es2023", module: "nodenext", strict: true, noEmit: true, types: ["node"], skipLibCheck: true },
    paths: { "supertree/hot": ["./hot.d.ts"] },
  };
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.ts"] }));
  const tsc = spawnSync(process.execPath, [resolve("node_modules/typescript/bin/tsc"), "-p", folder], {
    encoding: "utf8",
  });
  assert.equal(tsc.stdout + tsc.stderr, "");
  assert.equal(tsc.status, 0);
});
