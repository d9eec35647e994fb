// Runs the tests of one kind: `node scripts/run-tests.mjs unit|process|webview|e2e|all [file…]`.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { nodeVersion, root } from "./setup.mjs";

/**
 * Folders under test/: pure and fast ones, those with real processes, those with a real browser, those with a real VS Code.
 * @type {Record<string, string[]>}
 */
const kinds = {
  unit: ["tidy", "wire", "traces", "spec", "core", "language", "src"],
  process: ["runtime", "faults", "agent", "cli", "adapter", "torture"],
  webview: ["webview"],
  e2e: ["e2e"],
};

const [kind = "all", ...named] = process.argv.slice(2);
const folders = kind === "all" ? Object.values(kinds).flat() : kinds[kind];
if (!folders) {
  console.error(`unknown kind of test ${kind}: one of ${Object.keys(kinds).join(", ")}, all`);
  process.exit(2);
}
const files = named.length > 0 ? named : folders.flatMap((folder) => testsIn(join(root, "test", folder)));

// Tests with real processes share the machine with what they start, so their files run one after the other.
const concurrency = kind === "unit" ? 2 : 1;
// A test waits for events; what never comes fails it in the end instead of keeping everybody waiting.
const longestMs = 10 * 60_000;
// What runs inside of supervised programs is tested on these versions of Node, too.
const nodes = kind === "process" || kind === "all" ? [nodeVersion(22), nodeVersion(24)].join(delimiter) : "";
const run = spawnSync(
  process.execPath,
  [
    "--import",
    "tsx",
    "--test",
    `--test-concurrency=${concurrency}`,
    `--test-timeout=${longestMs}`,
    "--test-reporter=spec",
    ...files,
  ],
  { cwd: root, stdio: "inherit", env: { SUPERTREE_TEST_NODES: nodes, ...process.env } },
);
process.exit(run.status ?? 1);

/** @param {string} folder */
function testsIn(folder) {
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith(".test.ts"))
    .sort()
    .map((file) => join(folder, file));
}
