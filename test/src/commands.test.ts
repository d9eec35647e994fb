import assert from "node:assert/strict";
import { test } from "node:test";
import { current, give, running } from "./activated.ts";
import { withChild } from "./trees.ts";
import { editor, type Session, until } from "./vscode/editor.ts";

const { person } = await import("./vscode/index.ts");

/** A command given from the palette, the answers to what it asks, and what the runtime hears of it. */
const fromPalette: [id: string, answers: string[], name: string, params: unknown][] = [
  ["restart", ["fleet/api"], "restart", { path: "fleet/api" }],
  ["stop", ["fleet/api"], "stop", { path: "fleet/api" }],
  ["stop", ["fleet/devices", "Stop"], "stop", { path: "fleet/devices" }],
  ["kill", ["fleet/devices/device-1"], "kill", { path: "fleet/devices/device-1", signal: "SIGKILL" }],
  ["killWithSignal", ["fleet/api", "SIGTERM"], "kill", { path: "fleet/api", signal: "SIGTERM" }],
  ["changePlan", ["fleet/api", "[wait]"], "change_plan", { path: "fleet/api", plan: ["wait"], count: 1 }],
  ["changeCount", ["fleet/api", "infinity"], "change_count", { path: "fleet/api", count: "infinity" }],
  ["scale", ["fleet/devices", "5"], "scale", { path: "fleet/devices", to: 5 }],
  ["scale", ["fleet/devices", "1", "Scale"], "scale", { path: "fleet/devices", to: 1 }],
  ["stopTree", [], "shutdown", {}],
  ["openLog", ["fleet/api"], "logs", { paths: ["fleet/api"], lines: 1000, follow: true }],
];
for (const [id, answers, name, params] of fromPalette) {
  test(`${id} (${answers.join(", ")}) calls ${name}`, async () => {
    const runtime = await running();
    runtime.answers = {
      logs: () => ({ lines: [] }),
      change_plan: ({ path, plan, count }: { path: string; plan: []; count: 1 }) => planAnswer(path, plan, count),
      change_count: ({ path, count }: { path: string; count: "infinity" }) => planAnswer(path, [], count),
    };
    await give(id, ...answers);
    assert.deepEqual(runtime.heard, [{ name, params }]);
  });
}

test("start and delete offer only children that are down", async () => {
  const runtime = await running();
  runtime.become(withChild("fleet/api", { state: "stopped", pid: null }));
  await until(() => editor.context.get("supertree.hasDown") === true, "down");
  await give("start", "fleet/api");
  await give("delete", "fleet/api", "Delete");
  assert.deepEqual(editor.asked[0]?.choices, ["fleet/api"]);
  assert.deepEqual(
    runtime.heard.map(({ name }) => name),
    ["restart_child", "delete_child"],
  );
});

test("what is not confirmed is not done", async () => {
  const runtime = await running();
  await give("stop", "fleet/devices");
  assert.equal(editor.asked.at(-1)?.text, "Stop fleet/devices with everything below?");
  assert.deepEqual(runtime.heard, []);
});

test("a menu acts on all selected rows at once", async () => {
  const runtime = await running();
  const rowsBelow = (row?: unknown) => editor.treeView?.rows(row) ?? [];
  const rows = rowsBelow(rowsBelow(rowsBelow()[0])[0]);
  editor.answers.push(() => "Kill");
  await editor.commands.get("supertree.kill")?.(rows[0], rows);
  assert.equal(editor.asked[0]?.text, "Kill 2 children?");
  assert.deepEqual(
    runtime.heard.map(({ params }) => params),
    ["fleet/broker", "fleet/api"].map((path) => ({ path, signal: "SIGKILL" })),
  );
});

test("a key of the view acts on the rows that are selected in it", async () => {
  const runtime = await running();
  const view = editor.treeView;
  assert.ok(view);
  const press = () => editor.commands.get("supertree.onSelection")?.("supertree.restart");
  await press();
  const rowsBelow = (row?: unknown) => view.rows(row);
  view.selection = rowsBelow(rowsBelow(rowsBelow()[0])[0]).slice(0, 2);
  await press();
  assert.deepEqual(runtime.heard, [
    { name: "restart", params: { path: "fleet/broker" } },
    { name: "restart", params: { path: "fleet/api" } },
  ]);
});

test("any signal of the system can be sent, the usual ones first", async () => {
  await running();
  await give("killWithSignal", "fleet/api", ({ choices }) => {
    assert.deepEqual(choices.slice(0, 3), ["SIGKILL", "SIGTERM", "SIGINT"]);
    assert.ok(choices.includes("SIGSEGV") && choices.includes("SIGTRAP"));
    assert.equal(new Set(choices).size, choices.length);
    return undefined;
  });
});

test("Debug Process attaches for the children that are meant alone", async () => {
  await running();
  await give("debugChild", "fleet/api");
  const [name, only] = ["Attach to Supertree: supertree.yaml · fleet/api", ["fleet/api"]];
  assert.deepEqual(editor.debugged, [{ type: "supertree", request: "attach", name, only, spec: current().specFile }]);
});

test("a plan is prefilled, and checked as one types", async () => {
  await running();
  await give("changePlan", "fleet/api", ({ value, validate }) => {
    assert.equal(value, "[restart, {restart: 5s}, stop]");
    assert.equal(validate(value), undefined);
    assert.match(validate("[restart, leave]") ?? "", /^Element 2, "leave", is none of a plan/);
    assert.match(validate("restart") ?? "", /A plan is a list/);
    assert.match(validate("[restart") ?? "", /^Not YAML/);
    return undefined;
  });
});

test("a refusal of the runtime is shown with its message", async () => {
  const runtime = await running();
  const refusal = { code: "invalid_plan", message: "5 parsecs is no duration. Use ms, s, m or h.", where: "plan[0]" };
  runtime.answers = {
    change_plan: () => {
      throw refusal;
    },
  };
  await give("changePlan", "fleet/api", "[{restart: 5 parsecs}]", () => undefined);
  assert.equal(editor.asked.at(-1)?.text, "Change Plan: 5 parsecs is no duration. Use ms, s, m or h.");
});

test("without a tree a command says so and offers to start one", async () => {
  await give("restart", () => undefined);
  assert.equal(editor.asked.at(-1)?.text, "No child can be restarted.");
  assert.equal(editor.context.get("supertree.running"), false);
  assert.equal(editor.context.get("supertree.hasSpec"), true);
});

test("Debug Tree launches where nothing runs and attaches where something does", async () => {
  await give("debugTree");
  await running();
  await give("debugTree");
  const spec = current().specFile;
  assert.deepEqual(editor.debugged, [
    { type: "supertree", request: "launch", name: "Supertree: supertree.yaml", spec },
    { type: "supertree", request: "attach", name: "Attach to Supertree: supertree.yaml", spec },
  ]);
});

test("the Call Stack's menu means the process of its thread", async () => {
  const runtime = await running();
  const threads = [
    { id: 1, name: "fleet/api #1" },
    { id: 2, name: "fleet/devices/device-2 #1" },
  ];
  const session = debugging({ threads: { threads } });
  await editor.commands.get("supertree.kill")?.(2, { sessionId: session.id, threadId: `thread:${session.id}:2` });
  assert.deepEqual(runtime.heard, [{ name: "kill", params: { path: "fleet/devices/device-2", signal: "SIGKILL" } }]);
});

test("Continue All Processes asks the session, and says so where there is none", async () => {
  await give("continueAll", () => undefined);
  assert.match(editor.asked.at(-1)?.text ?? "", /^No tree is debugged/);
  debugging({ "supertree/continue": { processes: 12 } });
  await give("continueAll");
  assert.deepEqual(editor.status, ["$(check) Continued 12 processes."]);
});

/** A debug session of our type whose adapter answers so. */
function debugging(answers: Record<string, unknown>): Session {
  const session: Session = {
    id: "3f2a-11",
    type: "supertree",
    configuration: { spec: current().specFile },
    customRequest: async (name) => answers[name],
  };
  person.debugs(session);
  return session;
}

test("Start Tree starts nothing in an untrusted workspace", async () => {
  editor.trusted = false;
  await give("startTree", () => undefined);
  assert.match(editor.asked.at(-1)?.text ?? "", /not trusted\. Trust it/);
});

test("of the reports that a supervisor gave up, one is shown at a time; all are written down", async () => {
  const runtime = await running();
  let close: ((chosen: undefined) => void) | undefined;
  editor.answers.push(
    () =>
      new Promise<undefined>((settle) => {
        close = settle;
      }) as never,
  );
  for (const path of ["fleet/devices", "fleet"]) {
    runtime.notify("report", {
      at: 0,
      severity: "error",
      path,
      message: "gave up: reached_max_restart_plan",
      about: null,
    });
  }
  await until(() => editor.log.filter((line) => line.startsWith("error")).length === 2, "two lines");
  close?.(undefined);
  assert.deepEqual(
    editor.asked.map(({ text }) => text),
    ["fleet/devices: gave up: reached_max_restart_plan"],
  );
});

test("a log grows while it is open", async () => {
  const runtime = await running();
  const line = (text: string) => ({ path: "fleet/api", incarnation: 2, stream: "stdout", at: 0, text });
  runtime.answers = { logs: () => ({ lines: [line("listening")] }) };
  await give("openLog", "fleet/api");
  runtime.notify("output", { lines: [line("request"), { ...line("elsewhere"), path: "fleet/broker" }] });
  runtime.notify("report", {
    at: 0,
    severity: "info",
    path: "fleet",
    message: "the lines came before this",
    about: null,
  });
  await until(() => editor.log.some((text) => text.includes("came before")), "heard");
  assert.equal(person.reads("/fleet/api.log"), "00:00:00.000 #2 | listening\n00:00:00.000 #2 | request\n");
});

function planAnswer(path: string, plan: unknown[], count: unknown) {
  return { path, plan, restart: null, at: 0, runs: 0, count };
}
