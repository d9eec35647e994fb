// Builds dist/: every process of Supertree as one file, and what runs inside a child or a webview beside them.
import { chmod, mkdir, readFile, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { writeHotTypes } from "./hot-types.mjs";
import { writeSpecTypes } from "./spec-types.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const { version } = JSON.parse(await readFile(`${root}package.json`, "utf8"));

/** @satisfies {import("esbuild").BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  keepNames: true,
  legalComments: "none",
  logLevel: "warning",
  define: { SUPERTREE_VERSION: JSON.stringify(version) },
};
/** @satisfies {import("esbuild").BuildOptions} */
const node = { ...common, platform: "node", target: "node20.19" };

/** `outfile: entry`; a room that does not exist yet is an error, not a gap in dist/. */
const cjs = {
  "extension.cjs": "src/extension.ts",
  "adapter.cjs": "adapter/main.ts",
  "adapter-pulse.cjs": "adapter/pulse-thread.ts",
  "runtime.cjs": "runtime/main.ts",
  "own-certificate.cjs": "runtime/remote/own-certificate.ts",
  "keeper.cjs": "keeper/main.ts",
  "cli.cjs": "cli/main.ts",
  "language.cjs": "language/main.ts",
  "agent.cjs": "agent/main.ts",
  "agent-debugger.cjs": "agent/debugger.ts",
};
/** Read by the runtime at the first reload of a TypeScript file: 3.5 MB that its start need not wait for. */
const lazy = { "amaro.cjs": 'export { transformSync } from "amaro"' };
const esm = {
  "agent-gate.mjs": "agent/gate.ts",
  "agent-hooks.mjs": "agent/hooks.ts",
  "hot.js": "agent/hot.ts",
  "spec.js": "spec/define.ts",
  "config-hooks.mjs": "config/hooks.ts",
};

const only = process.argv.slice(2);
const wanted = (/** @type {string} */ name) => only.length === 0 || only.includes(name);

if (only.length === 0) await rm(`${root}dist`, { recursive: true, force: true });
await mkdir(`${root}dist`, { recursive: true });
const jobs = [];
for (const [file, entry] of Object.entries(cjs)) {
  if (!wanted(file)) continue;
  jobs.push(
    build({
      ...node,
      format: "cjs",
      entryPoints: [entry],
      outfile: `dist/${file}`,
      alias: { amaro: "./amaro.cjs" },
      external: ["vscode", "./amaro.cjs"],
      mainFields: ["module", "main"],
    }),
  );
}
for (const [file, contents] of Object.entries(lazy)) {
  if (!wanted(file)) continue;
  jobs.push(build({ ...node, format: "cjs", stdin: { contents, resolveDir: root }, outfile: `dist/${file}` }));
}
for (const [file, entry] of Object.entries(esm)) {
  if (!wanted(file)) continue;
  jobs.push(build({ ...node, format: "esm", entryPoints: [entry], outfile: `dist/${file}` }));
}
if (wanted("webview.js")) {
  jobs.push(
    build({
      ...common,
      platform: "browser",
      target: "es2022",
      format: "esm",
      entryPoints: ["webview/main.ts"],
      outfile: "dist/webview.js",
    }),
    build({
      ...common,
      entryPoints: ["webview/style.css"],
      outfile: "dist/webview.css",
      loader: { ".ttf": "copy" },
      assetNames: "[name]",
    }),
  );
}
const pages = { across: "webview/across/main.ts", traces: "webview/traces/main.ts" };
for (const [name, entry] of Object.entries(pages)) {
  if (!wanted(`${name}.js`)) continue;
  const page = { ...common, platform: /** @type {const} */ ("browser"), target: "es2022" };
  jobs.push(
    build({ ...page, format: "esm", entryPoints: [entry], outfile: `dist/${name}.js` }),
    build({ ...page, entryPoints: [`webview/${name}/style.css`], outfile: `dist/${name}.css` }),
  );
}
if (wanted("hot.d.ts")) jobs.push(writeHotTypes(`${root}dist/hot.d.ts`));
if (wanted("spec.d.ts")) jobs.push(writeSpecTypes(`${root}dist/spec.d.ts`));
await Promise.all(jobs);
if (wanted("cli.cjs")) await chmod(`${root}dist/cli.cjs`, 0o755);
