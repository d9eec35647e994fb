import assert from "node:assert/strict";
import { test } from "node:test";
import { current, give, running } from "./activated.ts";
import { editor, type Session, until } from "./vscode/editor.ts";

const { person } = await import("./vscode/index.ts");
const { limited } = await import("../../src/commands/limit-breakpoint.ts");

type Heard = [name: string, args: unknown];

/** A debug session of our type that remembers what it is asked and answers all the same. */
function debugging(answer: unknown): { session: Session; heard: Heard[] } {
  const heard: Heard[] = [];
  const session: Session = {
    id: "3f2a-12",
    type: "supertree",
    configuration: { spec: current().specFile },
    customRequest: async (...asked: unknown[]) => {
      heard.push([String(asked[0]), asked[1]]);
      return answer;
    },
  };
  person.debugs(session);
  return { session, heard };
}

test("a subtree is paused, goes on and steps by its name, and is pinned to the Call Stack", async () => {
  await running();
  const { heard } = debugging({ processes: 2 });
  for (const id of ["pauseSubtree", "continueSubtree", "stepSubtree", "pin", "unpin"]) await give(id, "fleet/devices");
  const paths = ["fleet/devices"];
  assert.deepEqual(heard, [
    ["supertree/pause", { paths }],
    ["supertree/continue", { paths }],
    ["supertree/step", { paths, kind: "over" }],
    ["supertree/pin", { paths, on: true }],
    ["supertree/pin", { paths, on: false }],
  ]);
  assert.ok(editor.status.includes("$(check) Done for 2 processes."));
});

test("a thread of the Call Stack stands for its siblings", async () => {
  await running();
  const threads = [{ id: 2, name: "fleet/devices/device-2 #1" }];
  const { session, heard } = debugging({ threads, processes: 3 });
  const row = { sessionId: session.id, threadId: `thread:${session.id}:2` };
  await editor.commands.get("supertree.pauseSubtree")?.(2, row);
  await editor.commands.get("supertree.pin")?.(2, row);
  assert.deepEqual(
    heard.filter(([name]) => name !== "threads"),
    [
      ["supertree/pause", { paths: ["fleet/devices"] }],
      ["supertree/pin", { paths: ["fleet/devices/device-2"], on: true }],
    ],
  );
});

test("the table asks the session and shows what comes, or why nothing can", async () => {
  await running();
  const row = { threadId: 1, path: "fleet/api", incarnation: 1, state: "running", value: "7", type: "number" };
  const { heard } = debugging({ rows: [{ ...row, variablesReference: 0 }] });
  await give("evaluateAcross");
  const panel = editor.panels.find(({ title }) => title === "Evaluate Across Tree");
  assert.ok(panel);
  assert.match(panel.html, /across\.js/);
  panel.say({ kind: "ready" });
  panel.say({ kind: "evaluate", id: 1, expression: "3 + 4", paths: ["api"] });
  await until(() => panel.told.length === 2, "an answer");
  assert.deepEqual(heard, [["supertree/evaluate", { expression: "3 + 4", paths: ["api"] }]]);
  assert.deepEqual(panel.told, [
    { kind: "about", paths: [] },
    { kind: "answer", id: 1, rows: [row] },
  ]);
});

test("a breakpoint's condition is limited to some processes, and again to all", () => {
  assert.equal(limited("", "api"), "@api");
  assert.equal(limited("n > 1", "devices/*"), "@devices/* n > 1");
  assert.equal(limited("@api n > 1", "devices/*"), "@devices/* n > 1");
  assert.equal(limited("@api n > 1", ""), "n > 1");
  assert.equal(limited("@api", ""), "");
});
