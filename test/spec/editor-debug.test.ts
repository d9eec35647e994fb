import assert from "node:assert/strict";
import { test } from "node:test";
import { editorDebugFor, parseSpec } from "../../spec/index.ts";

function debugIn(template: string) {
  const text = `name: t
default: { run: python model.py, debug: ${template} }
children: { from: 3, to: 3, id: "model-{n}" }
`;
  const { tree, problems } = parseSpec(text, "yaml");
  const [child] = tree?.root.children ?? [];
  assert.ok(child?.kind === "worker");
  return { debug: child.debug, problems: problems.map(({ code }) => code) };
}

test("the debugger of another language is told which child it is for", () => {
  assert.deepEqual(debugIn('{ type: debugpy, connect: { port: "567{n}" }, processId: "{pid}", args: ["{id}"] }'), {
    debug: { type: "debugpy", connect: { port: 5673 }, processId: "{pid}", args: ["model-3"] },
    problems: [],
  });
});

test("what only looks like a number stays a text; a shell's variables and unknown words stay as they are", () => {
  const folder = "$" + "{workspaceFolder}";
  const { debug, problems } = debugIn(`{ type: go, version: "5", cwd: "${folder}", note: "{what}" }`);
  assert.deepEqual(debug, { type: "go", version: "5", cwd: folder, note: "{what}" });
  assert.deepEqual(problems, ["unknown_placeholder"]);
});

test("the process id is filled in once it is known", () => {
  assert.deepEqual(editorDebugFor({ type: "lldb", pid: "{pid}", name: "worker {pid}" }, 4711), {
    type: "lldb",
    pid: 4711,
    name: "worker 4711",
  });
});
