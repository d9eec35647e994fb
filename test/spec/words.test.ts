import assert from "node:assert/strict";
import { test } from "node:test";
import { formatDuration, formatRate, parseDuration, parseRate } from "../../spec/index.ts";
import { nearest } from "../../spec/nearest.ts";
import { numberOf } from "../../spec/placeholder.ts";
import { splitWords } from "../../spec/words.ts";

test("words are split as a shell splits quotes, nothing is expanded", () => {
  const check = (text: string, expected: string[] | null) => assert.deepEqual(splitWords(text), expected);
  check("node api.ts  --port 80", ["node", "api.ts", "--port", "80"]);
  check(`a 'b c' "d e" f\\ g`, ["a", "b c", "d e", "f g"]);
  check(`a"b c"'d e'f`, ["ab cd ef"]);
  check(`"" ''`, ["", ""]);
  check(`"\\"quoted\\" \\n"`, ['"quoted" \\n']);
  check(`'it'\\''s'`, ["it's"]);
  check(`$HOME *.ts "$HOME"`, ["$HOME", "*.ts", "$HOME"]);
  check("  ", []);
  check("'open", null);
  check('"open', null);
});

test("durations", () => {
  const check = (text: string, ms: number | null) => assert.equal(parseDuration(text), ms);
  check("500ms", 500);
  check("5s", 5000);
  check("1.5m", 90_000);
  check("1h", 3_600_000);
  check("0s", 0);
  for (const text of ["5", "5 s", "-5s", "s", "5d", "1m30s", "1e3s", "597h", ""]) check(text, null);
  assert.deepEqual([0, 1, 1500, 5000, 90_000, 60_000, 7_200_000].map(formatDuration), [
    "0s",
    "1ms",
    "1500ms",
    "5s",
    "90s",
    "1m",
    "2h",
  ]);
});

test("rates", () => {
  assert.deepEqual(["50/s", "30/m", "1/h", "0/s", "50", "50/d"].map(parseRate), [50, 0.5, 1 / 3600, null, null, null]);
  assert.deepEqual([50, 0.5, 0.25].map(formatRate), ["50/s", "30/m", "15/m"]);
});

test("the nearest known word", () => {
  const known = ["restart", "ready", "run", "stop", "strategy"];
  const check = (word: string, expected: string | null) => assert.equal(nearest(word, known), expected);
  check("restrat", "restart");
  check("strategi", "strategy");
  check("Run", "run");
  check("rum", "run");
  check("colour", null);
});

test("the number of an id that a template gives", () => {
  const check = (template: string, id: string, expected: number | null) =>
    assert.equal(numberOf(template, id), expected);
  check("device-{n}", "device-7", 7);
  check("{n}", "12", 12);
  check("{n}{n}2", "332", 3);
  check("d{n}-of-{n}", "d3-of-3", 3);
  check("d{n}-of-{n}", "d3-of-4", null);
  check("device-{n}", "device-07", null);
  check("device-{n}", "api", null);
});
