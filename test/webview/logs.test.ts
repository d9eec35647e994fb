import assert from "node:assert/strict";
import { test } from "node:test";
import { type Level, levelOf, noLogs, piecesOf, shownLines, windowOf, withLines } from "../../webview/logs/model.ts";
import { initial, type PanelEvent } from "../../webview/state.ts";
import { update } from "../../webview/update.ts";
import type { FromPanel, LogLine } from "../../wire/index.ts";
import { fleet, now } from "./trees.ts";

const line = (text: string, change: Partial<LogLine> = {}): LogLine => ({
  ...{ path: "fleet/api", incarnation: 1, stream: "stdout", at: now, text },
  ...change,
});

for (const [text, stream, expected] of [
  ["listening on 8080", "stdout", "info"],
  ["Error: boom", "stderr", "error"],
  ["(node:1) Warning: deprecated", "stderr", "warning"],
  ["just said on stderr", "stderr", "warning"],
  ['{"level":50,"msg":"bad"}', "stdout", "error"],
  ['{"level":20,"msg":"fine"}', "stdout", "debug"],
  ['{"level":"warn","msg":"hm"}', "stdout", "warning"],
  ["2026-01-01 DEBUG tick", "stdout", "debug"],
  ["wrote 3 errors.txt files", "stdout", "info"],
] as const) {
  test(`${stream}: ${text} → ${expected}`, () => assert.equal(levelOf({ text, stream }), expected satisfies Level));
}

test("a stack trace leads to code, and colours of a terminal are gone", () => {
  const of = (text: string) =>
    piecesOf(text).map(({ text: said, place }) => (place ? `[${place.file} ${place.line} ${place.column}]` : said));
  assert.deepEqual(of("    at f (/a/b.ts:3:7)"), ["    at f (", "[/a/b.ts 3 7]", ")"]);
  assert.deepEqual(of("at file:///a/c.js:10:1"), ["at ", "[/a/c.js 10 1]"]);
  assert.deepEqual(of("\u001b[31mred\u001b[0m 12:30:05"), ["red 12:30:05"]);
});

test("the newest twenty thousand lines are kept", () => {
  const many = Array.from({ length: 15_000 }, (_, n) => line(String(n)));
  const logs = withLines(withLines(noLogs, true, many), false, many);
  assert.equal(logs.lines.length, 20_000);
  assert.equal(logs.lines.at(-1)?.text, "14999");
});

test("a filter looks at text, path and how grave a line is; the window follows the end until somebody scrolls", () => {
  const lines = [line("one"), line("Error: two"), line("three", { path: "fleet/broker" })];
  const shown = (change: object) => shownLines({ ...noLogs, lines, ...change }).map(({ text }) => text);
  assert.deepEqual(shown({ search: "BROKER" }), ["three"]);
  assert.deepEqual(shown({ level: "warning" }), ["Error: two"]);
  assert.deepEqual(windowOf({ ...noLogs, height: 200 }, 1000), { from: 982, to: 1000 });
  assert.deepEqual(windowOf({ ...noLogs, height: 200, top: 2000, follows: false }, 1000), { from: 92, to: 118 });
});

test("only while the logs are in sight are lines asked for: of what is selected, or of all", () => {
  const posts: FromPanel[] = [];
  const events: PanelEvent[] = [
    { kind: "told", message: { kind: "tree", snapshot: fleet(2) }, at: now },
    { kind: "docked", dock: "logs" },
    { kind: "selected", key: "fleet/api" },
    { kind: "selected", key: "fleet/devices" },
    { kind: "logs", event: { kind: "about", about: "all" } },
    { kind: "docked", dock: "logs" },
  ];
  events.reduce((state, event) => {
    const next = update(state, event);
    posts.push(...next.posts.filter(({ kind }) => kind === "follow_logs"));
    return next.state;
  }, initial);
  assert.deepEqual(
    posts.map((post) => post.kind === "follow_logs" && post.paths),
    [[], ["fleet/api"], ["fleet/devices/**"], [], null],
  );
});
