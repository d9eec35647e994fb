import "./vscode/install.ts";
import assert from "node:assert/strict";
import { test } from "node:test";
import type * as vscode from "vscode";
import { type Document, editor, reset } from "./vscode/editor.ts";

/** The nodes of other machines that the settings name. */
const remote = { configurationOf: async (name: string) => ({ url: `wss://${name}:1`, token: "secret" }) };

const { ConfigurationProvider } = await import("../../src/debug/configuration.ts");
const { AdapterFactory } = await import("../../src/debug/adapter.ts");
const { threadNumber, threadPath } = await import("../../src/debug/sessions.ts");

const root = "/w";
const a = "/w/supertree.yaml";
const b = "/w/b/supertree.yml";
const folder = { uri: { fsPath: root }, name: "w", index: 0 } as vscode.WorkspaceFolder;

interface World {
  specs?: string[];
  open?: string;
  pick?: string;
  trusted?: boolean;
  settings?: Record<string, unknown>;
}

/** What F5 makes of a configuration: the filled one, or the text of what it says or asks instead. */
const resolved: [what: string, given: object, world: World, expected: object | string][] = [
  [
    "F5 without launch.json",
    {},
    {},
    { type: "supertree", request: "launch", name: "Supertree: supertree.yaml", spec: a },
  ],
  [
    "the transport of the settings",
    { type: "supertree", request: "launch", name: "mine", spec: a },
    { settings: { "debug.transport": "agent" } },
    { type: "supertree", request: "launch", name: "mine", spec: a, transport: "agent" },
  ],
  [
    "the transport of launch.json before that of the settings",
    { type: "supertree", request: "launch", name: "mine", spec: a, transport: "port" },
    { settings: { "debug.transport": "agent" } },
    { type: "supertree", request: "launch", name: "mine", spec: a, transport: "port" },
  ],
  [
    "a child of another language, whose adapter takes over",
    { type: "supertree", request: "attach", name: "shop/model #1", port: 5678, "supertree.type": "debugpy" },
    {},
    { type: "debugpy", request: "attach", name: "shop/model #1", port: 5678, "supertree.type": "debugpy" },
  ],
  [
    "a relative spec",
    { type: "supertree", request: "launch", name: "mine", spec: "b/supertree.yml" },
    {},
    { type: "supertree", request: "launch", name: "mine", spec: b },
  ],
  [
    "attach without anything",
    { type: "supertree", request: "attach", name: "on" },
    {},
    { type: "supertree", request: "attach", name: "on", spec: a },
  ],
  [
    "attach to an address",
    { type: "supertree", request: "attach", name: "far", url: "ws://127.0.0.1:1", tokenFile: "/t" },
    { specs: [] },
    { type: "supertree", request: "attach", name: "far", url: "ws://127.0.0.1:1", tokenFile: "/t" },
  ],
  [
    "several specs, one picked",
    {},
    { specs: [a, b], pick: "b/supertree.yml" },
    { type: "supertree", request: "launch", name: "Supertree: b/supertree.yml", spec: b },
  ],
  [
    "several specs, one open in the editor",
    {},
    { specs: [a, b], open: b },
    { type: "supertree", request: "launch", name: "Supertree: b/supertree.yml", spec: b },
  ],
  ["several specs, none picked", {}, { specs: [a, b] }, "Debug with Supertree"],
  [
    "no spec",
    {},
    { specs: [] },
    "There is no supertree.yaml, supertree.json or supertree.config.ts in this workspace. Create one with “Supertree: New Spec”, or open its folder.",
  ],
  [
    "an untrusted workspace",
    { type: "supertree", request: "launch", name: "mine", spec: a },
    { trusted: false },
    "Supertree starts nothing in a workspace that is not trusted. Trust it (“Workspaces: Manage Workspace Trust”), then debug again.",
  ],
];
for (const [what, given, { specs = [a], open, pick, trusted = true, settings = {} }, expected] of resolved) {
  test(`${what} → ${typeof expected === "string" ? "told" : JSON.stringify(expected)}`, async () => {
    reset(root);
    editor.specs = specs;
    editor.trusted = trusted;
    for (const [key, value] of Object.entries(settings)) editor.settings.set(key, value);
    if (open !== undefined) editor.activeDocument = { fileName: open } as Document;
    if (pick !== undefined) editor.answers.push(() => pick);
    const provider = new ConfigurationProvider(remote);
    const first = await provider.resolveDebugConfiguration(folder, given as vscode.DebugConfiguration);
    const whole = first && (await provider.resolveDebugConfigurationWithSubstitutedVariables(folder, first));
    assert.deepEqual(whole ?? editor.asked.at(-1)?.text, expected);
  });
}

// VS Code's variable, not one of ours.
const workspaceFolder = "$" + "{workspaceFolder}";
test("a new launch.json begins with the workspace's specs, written so that the folder may move", async () => {
  reset(root);
  editor.specs = [a, b];
  const offered = await new ConfigurationProvider(remote).provideDebugConfigurations(folder);
  assert.deepEqual(
    offered.map(({ spec }) => spec),
    [`${workspaceFolder}/supertree.yaml`, `${workspaceFolder}/b/supertree.yml`],
  );
});

test("the adapter is the editor's own executable, told to be a Node", () => {
  const made = new AdapterFactory("/x/adapter.cjs").createDebugAdapterDescriptor() as vscode.DebugAdapterExecutable;
  assert.deepEqual(
    [made.command, made.args, made.options?.env],
    [process.execPath, ["/x/adapter.cjs"], { ELECTRON_RUN_AS_NODE: "1" }],
  );
});

const threads: [name: string, path: string | null][] = [
  ["fleet/api #1", "fleet/api"],
  ["fleet/devices/device-12 #304", "fleet/devices/device-12"],
  ["fleet/api #2 · worker 3", "fleet/api"],
  ["fleet/a #1 #2", "fleet/a #1"],
  ["main", null],
];
for (const [name, path] of threads) {
  test(`the thread “${name}” is of ${path}`, () => assert.equal(threadPath(name), path));
}

test("the editor's id of a thread ends with the adapter's", () => {
  assert.equal(threadNumber("thread:3f2a-11:27"), 27);
  assert.equal(threadNumber("thread"), undefined);
});
