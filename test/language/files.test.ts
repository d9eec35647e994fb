import assert from "node:assert/strict";
import { test } from "node:test";
import { fileAt, linksOf } from "../../language/files.ts";
import { cursor } from "./cursor.ts";

const files: Record<string, string> = {
  "/api.ts": "",
  "/src/worker.ts": "",
  "/.env": "",
  "/package.json": '{\n  "scripts": {\n    "build": "tsc",\n    "start": "node ."\n  }\n}',
  "/web/package.json": '{\n  "scripts": { "dev": "vite" }\n}',
  "/web/index.ts": "",
  "/node_modules/.bin/vite": "",
};
const disk = { isFile: (path: string) => path in files, read: (path: string) => files[path] ?? null };

/** Where the word at the cursor leads, as `file:line`. */
function check(marked: string, expected: string): void {
  const { document, position } = cursor(marked);
  const found = fileAt(document, document.offsetAt(position), disk);
  assert.equal(found ? `${found.uri.replace("file://", "")}:${found.range.start.line + 1}` : "", expected);
}

const child = (lines: string) => `children:\n  - id: a\n    ${lines}\n`;

test("programs and files that a spec names lead to them", () => {
  check(child("run: node ap<|>i.ts"), "/api.ts:1");
  check(child("run: [node, 'src/wor<|>ker.ts']"), "/src/worker.ts:1");
  check(child("run: node 'a<|>pi.ts' x"), "/api.ts:1");
  check(child("run: node --env-file=.en<|>v api.ts"), "/.env:1");
  check(child("run: node\n    args: [./ap<|>i.ts]"), "/api.ts:1");
  check(child("run: vi<|>te --port 1"), "/node_modules/.bin/vite:1");
  check(child("run: a\n    env: { FILE: .e<|>nv }"), "/.env:1");
  check("default: { run: node a<|>pi.ts }", "/api.ts:1");
  check(child("supervisor: { default: { run: node a<|>pi.ts } }"), "/api.ts:1");
});

test("files are looked for where the child runs", () => {
  check(child("cwd: web\n    run: node index<|>.ts"), "/web/index.ts:1");
  check(child("cwd: web\n    run: vi<|>te"), "/node_modules/.bin/vite:1");
  check(child("cwd: we<|>b\n    run: a"), "/web/package.json:1");
});

test("scripts lead to their line of the package.json", () => {
  check(child("run: npm run bui<|>ld"), "/package.json:3");
  check(child("run: npm st<|>art"), "/package.json:4");
  check(child("run: [npm, run, --silent, bui<|>ld]"), "/package.json:3");
  check(child("cwd: web\n    run: pnpm de<|>v"), "/web/package.json:2");
  check(child("run: node --run bui<|>ld"), "/package.json:3");
  check(child("run: npm run nothi<|>ng"), "");
});

test("what is no file leads nowhere", () => {
  check(child("run: no<|>de api.ts"), "");
  check(child("run: node device.ts {i<|>d}"), "");
  check(child("run: curl http://ho<|>st/api.ts"), "");
  check("na<|>me: api.ts", "");
});

test("all of them are links, also in a half-written file", () => {
  const { document } = cursor(`${child("run: npm run build\n    plan: [restart")}  - id: b\n    run: node api.ts\n<|>`);
  const links = linksOf(document, disk).map(({ range, target }) => `${range.start.line + 1} ${target}`);
  assert.deepEqual(links, ["3 file:///package.json#L3", "6 file:///api.ts"]);
});
