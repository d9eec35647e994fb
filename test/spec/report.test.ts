import assert from "node:assert/strict";
import { test } from "node:test";
import { parseSpec } from "../../spec/index.ts";
import { check } from "./problem-check.ts";

test("who outside is told of exits", () => {
  const reporting = (text: string) => parseSpec(`name: t\n${text}`, "yaml").tree?.reporting;
  assert.equal(reporting(""), null);
  assert.deepEqual(reporting("report: { url: http://127.0.0.1:9/hook, every: 1m, severity: error }"), {
    to: { by: "url", url: "http://127.0.0.1:9/hook" },
    severity: "error",
    everyMs: 60_000,
  });
  assert.deepEqual(reporting("report: { command: ./tell.sh now }"), {
    to: { by: "command", command: { text: "./tell.sh now", words: ["./tell.sh", "now"] } },
    severity: "warning",
    everyMs: 5_000,
  });
});

test("what is wrong with it", () => {
  check("name: t\nreport: { url: localhost }", "2:16 bad_url");
  check("name: t\nreport: { command: [] }", "2:20 missing_run");
  check("name: t\nreport: { url: http://x, every: 0s }", "2:33 bad_value");
  check("name: t\nreport: { url: http://x, severity: all }", "2:36 bad_value");
  check("name: t\nreport: { url: http://x, command: x }", "2:11 unknown_key");
});
