import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { closeSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { test } from "node:test";
import { type BuildOptions, buildSync } from "esbuild";
import { Scene } from "./scene.ts";

const spec = "name: tree\nchildren:\n  - { id: app, run: node out/app.cjs }\n";

/** `worker.cts` as a bundler leaves it in `out/app.cjs`. */
function bundle(scene: Scene, options: BuildOptions): void {
  buildSync({
    ...{ absWorkingDir: scene.folder, entryPoints: ["worker.cts"], outfile: "out/app.cjs", bundle: true },
    ...{ format: "cjs", platform: "node", sourcemap: true, ...options },
  });
}

function remap(scene: Scene, change: (map: { sources: string[] }) => object): void {
  const file = scene.file("out/app.cjs.map");
  writeFileSync(file, JSON.stringify(change(JSON.parse(readFileSync(file, "utf8")))));
}

const forms: [form: string, make: (scene: Scene) => void, more?: (scene: Scene) => object][] = [
  ["a map beside the code", (scene) => bundle(scene, {})],
  ["a map in the code", (scene) => bundle(scene, { sourcemap: "inline" })],
  [
    "a map without the sources' texts, of minified code",
    (scene) => bundle(scene, { sourcesContent: false, minify: true }),
  ],
  [
    "a map of sections, as of joined bundles",
    (scene) => {
      bundle(scene, {});
      remap(scene, (map) => ({ version: 3, sections: [{ offset: { line: 0, column: 0 }, map }] }));
    },
  ],
  [
    "webpack's names of sources",
    (scene) => {
      bundle(scene, { sourcesContent: false });
      remap(scene, (map) => ({ ...map, sources: ["webpack://app/./worker.cts"] }));
    },
    (scene) => ({ sourceMapPathOverrides: { "webpack://app/./*": `${scene.folder}/*` } }),
  ],
  [
    "rollup's root of sources",
    (scene) => {
      bundle(scene, {});
      const root = relative(dirname(scene.file("out/app.cjs")), scene.folder);
      remap(scene, (map) => ({ ...map, sourceRoot: root, sources: ["worker.cts"] }));
    },
  ],
];
for (const [form, make, more] of forms) {
  test(`breakpoints are bound in time by ${form}`, async (t) => {
    const scene = new Scene(t, spec);
    make(scene);
    await scene.launch({ "worker.cts": ["label"] }, more?.(scene));
    assert.equal((await scene.stopped()).text.replace(/ \w+$/, ""), "tree/app #1 breakpoint worker.cts:#label");
  });
}

/** The map is a pipe: whoever reads it waits until somebody writes into it. */
function slow(scene: Scene): { write(): void } {
  bundle(scene, {});
  const [file, kept] = [scene.file("out/app.cjs.map"), join(scene.folder, "kept.map")];
  renameSync(file, kept);
  assert.equal(spawnSync("mkfifo", [file]).status, 0);
  const write = () => {
    const pipe = openSync(file, "w");
    const text = readFileSync(kept);
    renameSync(kept, file); // whoever reads it again does not wait
    writeSync(pipe, text);
    closeSync(pipe);
  };
  return { write };
}

/** The progress that says what the process waits for. */
function mapAwaited(scene: Scene) {
  return scene.dap.find(
    "progress",
    ({ event, body }) => event === "progressStart" && /app\.cjs\.map/.test(JSON.stringify(body)),
  );
}

test("a process waits for a slow source map as long as it takes, with progress shown", async (t) => {
  const scene = new Scene(t, spec);
  const map = slow(scene);
  await scene.dap.request("initialize", { adapterID: "supertree", supportsProgressReporting: true });
  await scene.begin("launch", { spec: scene.spec }, { "worker.cts": ["label"] });
  const shown = await mapAwaited(scene);
  assert.match(JSON.stringify(shown.body), /"cancellable":true/);
  map.write();
  assert.equal((await scene.stopped()).text, "tree/app #1 breakpoint worker.cts:#label run");
});

test("a person lets the process go on without its source map", async (t) => {
  const scene = new Scene(t, "name: tree\nchildren:\n  - { id: app, run: node out/app.cjs, ready: { log: begun } }\n");
  writeFileSync(scene.file("worker.cts"), 'console.log("begun"); // #label\nsetInterval(() => {}, 1000);\n');
  const map = slow(scene);
  await scene.dap.request("initialize", { adapterID: "supertree", supportsProgressReporting: true });
  await scene.begin("launch", { spec: scene.spec }, { "worker.cts": ["label"] });
  const shown = await mapAwaited(scene);
  await scene.dap.request("cancel", { progressId: (shown.body as { progressId: string }).progressId });
  await scene.dap.printed("begun");
  await scene.dap.printed("was not waited for");
  map.write(); // the adapter's read is not kept for ever
});
