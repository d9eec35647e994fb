import assert from "node:assert/strict";
import { test } from "node:test";
import { current, give, running } from "./activated.ts";
import type { StandIn } from "./stand-in.ts";
import { withChild } from "./trees.ts";
import { editor, until } from "./vscode/editor.ts";

const { workspace, Uri } = await import("./vscode/index.ts");
const { readIntensity } = await import("../../src/commands/supervisor.ts");

const path = "fleet/devices";
const child = "{id: device-3, run: node device.js}";
const document = { id: "device-3", run: "node device.js" };

/** A command given from the palette, the answers to what it asks, and the last that the runtime hears of it. */
const fromPalette: [id: string, answers: string[], name: string, params: unknown][] = [
  ["hold", ["fleet/api"], "hold", { path: "fleet/api" }],
  ["signal", ["fleet/api", "SIGUSR2"], "signal", { path: "fleet/api", signal: "SIGUSR2" }],
  ["changeStrategy", ["fleet", "one_for_all"], "change_strategy", { path: "fleet", strategy: "one_for_all" }],
  ["changeIntensity", ["fleet", "5 in 10s"], "change_intensity", { path: "fleet", restarts: 5, period: "10s" }],
  ["startChild", [path, child], "start_child", { path, child: document }],
  ["adopt", [path, "4711", child], "become_supervisor", { path, pid: 4711, child: document }],
  [
    "changeDefaultChildSpec",
    [path, "{run: node b.js}"],
    "change_default_childspec",
    { path, childspec: { run: "node b.js" } },
  ],
];
for (const [id, answers, name, params] of fromPalette) {
  test(`${id} (${answers.join(", ")}) calls ${name}`, async () => {
    const runtime = answering(await running());
    await give(id, ...answers);
    assert.deepEqual(runtime.heard.at(-1), { name, params });
    assert.match(editor.status.at(-1) ?? "", /^\$\(check\) /);
  });
}

test("release offers only what is on hold, and its key is set as long as something is", async () => {
  const runtime = await running();
  await give("release", () => undefined);
  assert.equal(editor.asked.at(-1)?.text, "No child is on hold.");
  runtime.become(withChild("fleet/api", { onHold: true }));
  await until(() => editor.context.get("supertree.hasOnHold") === true, "on hold");
  await give("release", "fleet/api");
  assert.deepEqual(runtime.heard, [{ name: "release", params: { path: "fleet/api" } }]);
});

test("each strategy is offered with who goes along; the present one changes nothing", async () => {
  const runtime = await running();
  await give("changeStrategy", "fleet", "rest_for_one");
  assert.deepEqual(editor.asked.at(-1)?.choices, ["one_for_one", "one_for_all", "rest_for_one"]);
  assert.deepEqual(runtime.heard, []);
});

test("a typed child spec is checked by the runtime while one types, and not started while it is wrong", async () => {
  const runtime = answering(await running());
  runtime.answers.check_childspecs = ({ children }: { children: Record<string, unknown>[] }) => ({
    problems: children.flatMap((one) => ("rnu" in one ? [fault("unknown key `rnu`; did you mean `run`?")] : [])),
  });
  await give("startChild", path, "{id: a, rnu: b}");
  const question = editor.asked.at(-1);
  assert.ok(question);
  assert.equal(question.value, "{id: name}");
  assert.equal(await question.check("{id: a, rnu: b}"), "unknown key `rnu`; did you mean `run`?");
  assert.equal(await question.check("{id: a}"), undefined);
  assert.match((await question.check("[1]")) ?? "", /^A child spec is a map/);
  assert.match((await question.check("{id: a")) ?? "", /^Not YAML/);
  assert.ok(!runtime.heard.some(({ name }) => name === "start_child"));
});

test("a child spec is a read-only document, read anew when the child changes", async () => {
  const runtime = answering(await running());
  runtime.answers.get_childspec = () => ({ childspec: { id: "api", env: { API_TOKEN: "***" }, plan: ["restart"] } });
  await give("showChildSpec", "fleet/api");
  assert.deepEqual(editor.shown, ["/fleet/api.yaml"]);
  const uri = Uri.from({ scheme: "supertree-childspec", path: "/fleet/api.yaml", query: current().specFile });
  const read = async () => (await workspace.openTextDocument(uri)).getText();
  assert.match(
    await read(),
    /^# The child spec of fleet\/api .*\nid: api\nenv:\n {2}API_TOKEN: "\*\*\*"\nplan:\n {2}- restart\n$/,
  );

  await give("showDefaultChildSpec", path);
  assert.equal(editor.shown.at(-1), "/fleet/devices.default.yaml");
});

const typed: [text: string, read: unknown][] = [
  ["5 in 10s", { restarts: 5, period: "10s" }],
  [" 0 1.5m ", { restarts: 0, period: "1.5m" }],
  ["5", null],
  ["5 in 0s", null],
  ["-1 in 5s", null],
  ["5 in 10 parsecs", null],
];
for (const [text, wanted] of typed) {
  test(`“${text}” is ${wanted ? "an" : "no"} intensity`, () => {
    const read = readIntensity(text);
    assert.deepEqual(read.ok ? read.value : null, wanted);
  });
}

/** With the answers that these commands need. */
function answering(runtime: StandIn): StandIn {
  runtime.answers = {
    check_childspecs: () => ({ problems: [] }),
    get_default_childspec: () => ({ childspec: { run: "node device.js {id}" } }),
    change_default_childspec: () => ({ combined: ["fleet/devices/device-1"] }),
    start_child: () => ({ path: "fleet/devices/device-3" }),
    become_supervisor: () => ({ path: "fleet/devices/device-3" }),
  };
  return runtime;
}

function fault(message: string) {
  return { code: "unknown_key", severity: "error", message, where: "children[0].rnu" };
}
