import assert from "node:assert/strict";
import { test } from "node:test";
import { type Command, type CommandName, commands, covers, leastRole, roles } from "../../wire/index.ts";

const least = (name: CommandName, params: object = {}) => leastRole({ name, params } as Command);

test("each role may do what those before it may", () => {
  const table = roles.map((role) => roles.filter((wanted) => covers(role, wanted)).join(" "));
  assert.deepEqual(table, ["read-only", "read-only debug", "read-only debug operate"]);
});

test("who only looks can neither pause, change nor end anything", () => {
  const looks = (Object.keys(commands) as CommandName[]).filter((name) => least(name) === "read-only");
  for (const name of [
    "kill",
    "signal",
    "debug",
    "release",
    "reload",
    "rollback",
    "change_plan",
    "stop",
    "shutdown",
    "upgrade",
  ])
    assert.ok(!looks.includes(name as CommandName), name);
  assert.ok(looks.includes("watch_tree") && looks.includes("logs") && looks.includes("rehearse"));
});

test("a debugger lets go of what it held, and ends no hold of a person", () => {
  assert.equal(least("release", { path: "t/a", incarnation: 2 }), "debug");
  assert.equal(least("release", { path: "t/a" }), "operate");
});
