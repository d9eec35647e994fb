import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { current, give, running } from "./activated.ts";
import { openPanel, told } from "./panels.ts";
import { fleet, withChild } from "./trees.ts";
import { editor, until } from "./vscode/editor.ts";

const { decode } = await import("../../src/panel/decode.ts");

test("the page lets in its own script and style and nothing else", async () => {
  await running();
  const { html } = await openPanel();
  const policy = /Content-Security-Policy" content="([^"]+)"/.exec(html)?.[1] ?? "";
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
  assert.match(policy, /^default-src 'none'; script-src 'nonce-[^']+'; style-src vscode-webview:;/);
  assert.doesNotMatch(policy, /unsafe/);
  assert.deepEqual(
    [...html.matchAll(/<script[^>]*nonce="([^"]+)"/g)].map((match) => match[1]),
    [nonce],
  );
  assert.doesNotMatch(html, /<style| style=| on\w+=/);
});

test("the page carries the texts of the editor's language, and none where that is English", async () => {
  await running();
  const { html: english } = await openPanel();
  assert.doesNotMatch(english, /data-l10n/);
  editor.panels.at(-1)?.close();
  const { l10n } = await import("./vscode/index.ts");
  l10n.bundle = { 'Stop "{0}"': "<b> & halt" };
  try {
    const { html } = await openPanel();
    assert.ok(html.includes('data-l10n="{&quot;Stop \\&quot;{0}\\&quot;&quot;:&quot;&lt;b> &amp; halt&quot;}"'), html);
  } finally {
    l10n.bundle = undefined;
  }
});

test("a panel hears nothing before it is ready, then the tree, then deltas, and the whole again when it missed some", async () => {
  const runtime = await running();
  const panel = await openPanel();
  runtime.become(withChild("fleet/api", { state: "paused" }));
  await until(() => editor.treeView !== null, "a view");
  assert.deepEqual(panel.told, []);
  panel.say({ kind: "ready" });
  runtime.become(withChild("fleet/api", { state: "failed" }));
  await until(() => panel.told.length >= 2, "a delta");
  panel.say({ kind: "missed", seq: 1 });
  assert.deepEqual(told(panel).slice(0, 1), [`tree of ${fleet().length}`]);
  assert.match(told(panel).at(-2) ?? "", /^delta /);
  assert.equal(told(panel).at(-1), `tree of ${fleet().length}`);
});

test("what a panel wants measured is asked of the runtime while it is in sight, and told to it", async () => {
  const runtime = await running();
  const panel = await openPanel();
  const asked = () => runtime.heard.filter(({ name }) => name.endsWith("watch_metrics"));
  panel.say({ kind: "ready" });
  panel.say({ kind: "watch_metrics", path: "fleet/api" });
  panel.show(false);
  panel.show(true);
  await until(() => asked().length === 3, "three wishes");
  const sample = { path: "fleet/api", incarnation: 1, pid: 1, cpu: null, memoryBytes: 1, uptimeMs: 1, processes: 1 };
  runtime.notify("metrics", { at: 1, samples: [{ ...sample, eventLoop: null }] });
  await until(() => told(panel).at(-1) === "metrics of fleet/api", "metrics");
  panel.close();
  await until(() => asked().length === 4, "no more wishes");
  const of = { paths: ["fleet/api"] };
  assert.deepEqual(
    asked().map(({ name, params }) => [name, params]),
    [
      ["watch_metrics", of],
      ["unwatch_metrics", {}],
      ["watch_metrics", of],
      ["unwatch_metrics", {}],
    ],
  );
});

test("a panel says when the tree has ended, and draws the next one", async () => {
  const runtime = await running();
  const panel = await openPanel();
  panel.say({ kind: "ready" });
  await runtime.stop();
  await until(() => told(panel).at(-1) === "empty, idle", "idle");
  await running();
  await until(() => told(panel).at(-1)?.startsWith("tree") === true, "a tree");
});

const acts: [act: object, answers: string[], heard: string, result: string][] = [
  [{ do: "restart", path: "fleet/api" }, [], "restart", "result 7 ok: Restarted fleet/api."],
  [{ do: "kill", path: "fleet/api", signal: "SIGTERM" }, [], "kill", "result 7 ok: Sent SIGTERM to fleet/api."],
  [{ do: "stop", path: "fleet/devices" }, [], "", "result 7 refused: fleet/devices was left as it is."],
  [{ do: "stop", path: "fleet/devices" }, ["Stop"], "stop", "result 7 ok: Stopped fleet/devices."],
  [
    { do: "change_plan", path: "fleet/api", plan: [{ restart: "5s" }], count: 3 },
    [],
    "change_plan",
    "result 7 ok: The plan of fleet/api is [{restart: 5s}] now.",
  ],
  [
    { do: "change_strategy", path: "fleet/devices", strategy: "one_for_all" },
    [],
    "change_strategy",
    "result 7 ok: The strategy of fleet/devices is one_for_all now.",
  ],
  [
    { do: "change_intensity", path: "fleet/devices", restarts: 7, period: "1m" },
    [],
    "change_intensity",
    "result 7 ok: fleet/devices bears 7 restarts within 1m now.",
  ],
  [{ do: "delete", path: "fleet/api" }, ["Delete"], "delete_child", "result 7 ok: Deleted fleet/api."],
  [
    { do: "hold", path: "fleet/api" },
    [],
    "hold",
    "result 7 ok: fleet/api is on hold: once it ends, it stays down until it is released.",
  ],
  [{ do: "release", path: "fleet/api" }, [], "release", "result 7 ok: Released fleet/api."],
  [{ do: "start", path: "fleet/api" }, [], "restart_child", "result 7 ok: Started fleet/api."],
  [{ do: "debug", path: "fleet/api" }, [], "", "result 7 ok: fleet/api is debugged."],
  [{ do: "open_log", path: "fleet/api" }, [], "logs", "result 7 ok: Opened the log of fleet/api."],
  [{ do: "reload", path: "fleet/api" }, [], "modules", "result 7 ok: fleet/api already runs what is on disk."],
];
for (const [act, answers, heard, result] of acts) {
  test(`the panel's ${JSON.stringify(act)} (${answers.join()}) → ${result}`, async () => {
    const runtime = await running();
    runtime.answers = {
      modules: () => ({ modules: [] }),
      logs: () => ({ lines: [] }),
      change_plan: ({ path, plan, count }: { path: string; plan: []; count: 3 }) => ({
        ...{ path, plan, count },
        ...{ restart: null, at: 0, runs: 0 },
      }),
    };
    const panel = await openPanel();
    editor.answers.push(...answers.map((answer) => () => answer));
    panel.say({ kind: "act", id: 7, act });
    await until(() => panel.told.length > 0, "a result");
    assert.deepEqual(told(panel), [result]);
    assert.equal(runtime.heard.map(({ name }) => name).join(), heard);
  });
}

const exit = { at: 0, exit: "fleet/api", code: 1 };
const exited = { at: 0, do: "exited", child: "fleet/api", incarnation: 1, reason: { code: 1 } };

test("what the panel asks what if is rehearsed by the runtime, and answered to the panel alone", async () => {
  const runtime = await running();
  runtime.answers = { rehearse: () => ({ trace: [exited] }) };
  const panel = await openPanel();
  panel.say({ kind: "rehearse", id: 3, events: [exit] });
  await until(() => panel.told.length > 0, "an answer");
  assert.deepEqual(told(panel), ["rehearsed 3: exited"]);
  assert.deepEqual(runtime.heard, [{ name: "rehearse", params: { events: [exit] } }]);
  assert.deepEqual(editor.asked, []);
});

test("a rehearsal that the runtime refuses is told where it was asked", async () => {
  const runtime = await running();
  const refusal = { code: "invalid_params", message: "There is no child fleet/api in fleet.", where: null };
  runtime.answers = {
    rehearse: () => {
      throw refusal;
    },
  };
  const panel = await openPanel();
  panel.say({ kind: "rehearse", id: 3, events: [exit] });
  await until(() => panel.told.length > 0, "an answer");
  assert.deepEqual(told(panel), [`not rehearsed 3: ${refusal.message}`]);
  assert.deepEqual(editor.asked, []);
});

test("What If… opens the panel at the question", async () => {
  await running();
  await give("whatIf", "fleet/api");
  const panel = editor.panels.at(-1);
  assert.ok(panel);
  panel.say({ kind: "ready" });
  await until(() => panel.told.length === 2, "the question");
  assert.equal(told(panel).at(-1), "what_if fleet/api");
  assert.deepEqual(editor.asked[0]?.choices, [
    "fleet/broker",
    "fleet/api",
    "fleet/devices/device-1",
    "fleet/devices/device-2",
  ]);
});

test("a refusal of the runtime reaches the panel and the person", async () => {
  const runtime = await running();
  runtime.answers = {
    restart: () => {
      throw { code: "shutting_down", message: "The tree is being stopped.", where: "fleet" };
    },
  };
  const panel = await openPanel();
  panel.say({ kind: "act", id: 1, act: { do: "restart", path: "fleet/api" } });
  await until(() => editor.asked.length > 0, "shown");
  assert.deepEqual(told(panel), ["result 1 refused: The tree is being stopped."]);
});

test("what is no message changes nothing, and is answered where it says which act it was", async () => {
  await running();
  const panel = await openPanel();
  panel.say({ kind: "act", id: 9, act: { do: "explode", path: "fleet" } });
  panel.say({ kind: "open", file: "/etc/passwd" });
  assert.match(
    told(panel).join("\n"),
    /^result 9 refused: The tree panel sent something that is no message at act\.do: /,
  );
  assert.match(editor.asked.at(-1)?.text ?? "", /no message at kind: .* Close the panel and open it again\.$/);
  assert.deepEqual(current().heard, []);
});

test("anything at all is decoded or refused, never thrown at", () => {
  const near = fc.record(
    {
      kind: fc.constantFrom("ready", "missed", "act", "selected", "else"),
      id: fc.oneof(fc.integer(), fc.string()),
      seq: fc.anything(),
      path: fc.anything(),
      act: fc.record({ do: fc.constantFrom("start", "kill", "scale"), path: fc.anything(), to: fc.anything() }),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.oneof(near, fc.anything()), (raw) => {
      const decoded = decode(raw);
      if (decoded.ok) return ["ready", "missed", "act", "selected"].includes(decoded.message.kind);
      return decoded.problem.length > 0 && (decoded.id === null || Number.isInteger(decoded.id));
    }),
  );
});

test("under a storm of wrong messages the panel's host goes on, asks nothing of the tree, and draws it when asked", async () => {
  const runtime = await running();
  const panel = await openPanel();
  for (const raw of fc.sample(fc.anything(), { numRuns: 300, seed: 6 })) panel.say(raw);
  for (const kind of ["act", "save", "rehearse", "follow_logs", "open_source"]) panel.say({ kind, id: "1", path: 1 });
  panel.say({ kind: "ready" });
  assert.equal(told(panel)[0], `tree of ${fleet().length}`);
  assert.deepEqual(
    runtime.heard.filter(({ name }) => name !== "history"),
    [],
  );
});
