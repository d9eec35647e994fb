import assert from "node:assert/strict";
import { test } from "node:test";
import { parseSpec, usualLogs } from "../../spec/index.ts";
import { check } from "./problem-check.ts";

test("how logs are kept", () => {
  const logs = (text: string) => parseSpec(`name: t\n${text}`, "yaml").tree?.logs;
  assert.deepEqual(logs(""), usualLogs);
  assert.deepEqual(logs("logs: {}"), usualLogs);
  assert.deepEqual(logs("logs: { size: 1.5MB, age: 24h, keep: 10, compress: true, total: 2GB }"), {
    fullBytes: 1.5 * 1024 ** 2,
    ageMs: 24 * 3_600_000,
    keep: 10,
    compress: true,
    totalBytes: 2 * 1024 ** 3,
  });
});

test("what is wrong with it", () => {
  check("name: t\nlogs: { size: 100 }", "2:15 bad_value");
  check("name: t\nlogs: { size: 0KB }", "2:15 bad_value");
  check("name: t\nlogs: { total: 5 MB }", "2:16 bad_value");
  check("name: t\nlogs: { age: 0s }", "2:14 bad_value");
  check("name: t\nlogs: { keep: 0 }", "2:15 bad_value");
  check("name: t\nlogs: { sise: 1MB }", "2:9 unknown_key");
});
