import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { ZodObject } from "zod";
import { commands, errorCodes, fromAgent, notices } from "../../wire/index.ts";

const text = readFileSync(new URL("../../docs/WIRE.md", import.meta.url), "utf8");

/** Cells of the table rows of a section: `| a | b |` → [["a", "b"]], the heading left out. */
function rows(section: string): string[][] {
  const body = text.split(`\n## ${section}\n`)[1]?.split("\n## ")[0] ?? "";
  const lines = body.split("\n").filter((line) => line.startsWith("|"));
  return lines
    .filter((line, index) => !isRule(line) && !isRule(lines[index + 1]))
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

/** The line between a table's heading and its rows. */
const isRule = (line = "") => /^\| *-/.test(line);

/** `` `path`, `count?` `` → ["count?", "path"] */
const names = (cell = "") => [...cell.matchAll(/`([a-z_]+\??)`/gi)].map((match) => match[1]).sort();

function fields(schema: ZodObject): string[] {
  return Object.entries(schema.shape)
    .map(([name, type]) => (type.safeParse(undefined).success ? `${name}?` : name))
    .sort();
}

test("docs/WIRE.md has every command with its parameters", () => {
  const table = rows("Commands").map(([command, parameters]) => `${names(command)} ${names(parameters)}`);
  assert.deepEqual(
    table,
    Object.entries(commands).map(([name, { params }]) => `${name} ${fields(params)}`),
  );
});

test("docs/WIRE.md has every notice with its parameters", () => {
  const table = rows("Notices").map(([notice, parameters]) => `${names(notice)} ${names(parameters)}`);
  assert.deepEqual(
    table,
    Object.entries(notices).map(([name, schema]) => `${name} ${fields(schema)}`),
  );
});

test("docs/WIRE.md names what is answered, except where it says it in words", () => {
  for (const [command, , answer] of rows("Commands")) {
    const [name] = names(command);
    const entry = Object.entries(commands).find(([each]) => each === name)?.[1];
    if (!entry || !("shape" in entry.answer) || /^(as|a) /.test(answer ?? "")) continue;
    assert.deepEqual(names(answer), fields(entry.answer), name);
  }
});

test("docs/WIRE.md has every error code, and what agents say", () => {
  assert.deepEqual(
    rows("Errors").map(([code]) => names(code)[0]),
    [...errorCodes],
  );
  const said = rows("Agent").flatMap(([kinds]) => names(kinds));
  for (const { shape } of fromAgent.options) assert.ok(said.includes(shape.kind.value), shape.kind.value);
});
