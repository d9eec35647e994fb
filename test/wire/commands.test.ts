import assert from "node:assert/strict";
import { test } from "node:test";
import { type CommandName, commands, notices, wireError } from "../../wire/index.ts";

test("a command's parameters are decoded, and anything else is refused", () => {
  const accept = (name: CommandName, params: unknown) =>
    assert.deepEqual(commands[name].params.parse(params), params, name);
  const refuse = (name: CommandName, params: unknown) =>
    assert.equal(commands[name].params.safeParse(params).success, false, `${name} ${JSON.stringify(params)}`);

  accept("status", {});
  refuse("status", { verbose: true });
  refuse("status", undefined);
  refuse("status", []);

  accept("watch_tree", {});
  accept("watch_tree", { since: 4 });
  refuse("watch_tree", { since: 4.5 });
  refuse("watch_tree", { since: "4" });

  accept("logs", { paths: [], lines: 0, follow: true });
  refuse("logs", { paths: [], lines: -1, follow: true });
  refuse("logs", { paths: "fleet", lines: 1, follow: true });

  accept("restart", { path: "fleet/api" });
  refuse("restart", { path: "" });
  refuse("restart", {});
  refuse("restart", { path: "fleet/api", force: true });

  accept("kill", { path: "fleet/api", signal: "SIGTERM" });
  refuse("kill", { path: "fleet/api", signal: 15 });

  accept("scale", { path: "fleet/devices", to: 0 });
  refuse("scale", { path: "fleet/devices", to: -1 });
  refuse("scale", { path: "fleet/devices", to: 1.5 });

  accept("start_child", { path: "fleet", child: { id: "x", run: "node x.js" } });
  refuse("start_child", { path: "fleet", child: "node x.js" });

  accept("change_plan", { path: "fleet/api", plan: [] });
  accept("change_plan", { path: "fleet/api", plan: ["restart", { restart: "5s" }, { stop: "tired" }], count: 2 });
  accept("change_plan", { path: "fleet/api", plan: [{ restart: { delay: "1s", factor: 2 } }], count: "infinity" });
  accept("change_plan", {
    path: "fleet/api",
    plan: [{ when: [{ code: [1, 2], do: "restart" }, { do: { when: [{ signal: "SIGKILL", do: "wait" }] } }] }],
  });
  refuse("change_plan", { path: "fleet/api", plan: "restart" });
  refuse("change_plan", { path: "fleet/api", plan: ["reboot"] });
  refuse("change_plan", { path: "fleet/api", plan: [{ restart: 5 }] });
  refuse("change_plan", { path: "fleet/api", plan: [{ restart: "5s", stop: "x" }] });
  refuse("change_plan", { path: "fleet/api", plan: [], count: -1 });
  refuse("change_plan", { path: "fleet/api", plan: [], count: "many" });
  refuse("change_count", { path: "fleet/api" });

  accept("reload", { files: ["a.ts"], dry_run: false });
  refuse("reload", { files: [], dry_run: false });
  refuse("reload", { files: ["a.ts"] });

  accept("debug", { only: ["fleet/*"] });
  accept("release", { path: "fleet/api", incarnation: 3 });
  accept("release", { path: "fleet/api" });
  refuse("release", { incarnation: 3 });
});

test("a name of every object is no command", () => {
  for (const name of ["toString", "constructor", "__proto__"]) assert.equal(Object.hasOwn(commands, name), false);
});

test("notices and errors are closed shapes", () => {
  const accept = (schema: { parse(value: unknown): unknown }, value: unknown) =>
    assert.deepEqual(schema.parse(value), value);
  const refuse = (schema: { safeParse(value: unknown): { success: boolean } }, value: unknown) =>
    assert.equal(schema.safeParse(value).success, false, JSON.stringify(value));
  const exited = { path: "fleet/api", incarnation: 1, at: 5 };

  for (const reason of ["normal", "shutdown", { code: 1 }, { signal: "SIGKILL" }, { error: "no such file" }]) {
    accept(notices.exited, { ...exited, reason });
  }
  refuse(notices.exited, { ...exited, reason: "crashed" });
  refuse(notices.exited, { ...exited, reason: { code: 1, signal: "SIGKILL" } });
  accept(notices.held, { path: "fleet/api", incarnation: 2, pid: 7, descendant: false });
  accept(notices.debug_elsewhere, { path: "a/b", incarnation: 1, pid: 7, configuration: { type: "debugpy", port: 1 } });
  refuse(notices.debug_elsewhere, { path: "a/b", incarnation: 1, pid: 7, configuration: {} });
  refuse(notices.held, { path: "fleet/api", incarnation: 2 });

  accept(wireError, { code: "not_found", message: "There is no child x.", where: "fleet/x" });
  accept(wireError, { code: "internal", message: "?", where: null });
  refuse(wireError, { code: "ENOENT", message: "?", where: null });
});
