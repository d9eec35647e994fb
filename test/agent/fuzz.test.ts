import assert from "node:assert/strict";
import { cpSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";
import { diffChars } from "diff";
import picomatch from "picomatch";
import { allNodes } from "../nodes.ts";
import { type Program, tsx } from "./child.ts";
import { Tree } from "./tree.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** The newest Node, where all kinds of modules are exchanged. `SUPERTREE_SEED` repeats or varies a run. */
const node = allNodes.at(-1)?.program;
const seed = Number(process.env.SUPERTREE_SEED ?? 20);
const edits = 24;

const serving = (compute: string) => `
const { createInterface } = await import("node:readline");
${compute}
createInterface({ input: process.stdin }).on("line", (line) => console.log(answer(JSON.parse(line))));`;

test(`edits of the package diff (ES modules) under traffic change no answer; seed ${seed}`, (t) =>
  fuzz(t, {
    from: "node_modules/diff/libesm",
    main: serving(
      'const { diffChars } = await import("./own/index.js");\nconst answer = ([a, b]) => diffChars(a, b).length;',
    ),
    kind: "module",
    question: (n) => [`abc${n % 17}xyz`.repeat(3), `ab${n % 13}yxz`.repeat(3)],
    answer: ([a, b]) => String(diffChars(a, b).length),
  }));

test(`edits of the package picomatch (CommonJS) under traffic change no answer; seed ${seed}`, (t) =>
  fuzz(t, {
    from: "node_modules/picomatch/lib",
    main: serving(
      'const { createRequire } = await import("node:module");\nconst picomatch = createRequire(import.meta.url)("./own/picomatch.js");\nconst answer = ([a, b]) => picomatch(b)(a);',
    ),
    kind: "commonjs",
    question: (n) => [`src/a${n % 7}/b.ts`, ["src/**/*.ts", "src/{a1,a2}/*", "!(src)/**", "**/[ab]*.js"][n % 4] ?? ""],
    answer: ([a, b]) => String(picomatch(b)(a)),
  }));

test(`edits of the example's device lose and double no reading; seed ${seed}`, async (t) => {
  const source = (name: string) => readFileSync(join(root, "examples/fleet/src", name), "utf8");
  const broker = `export const connect = () => ({ connected: true, on() {}, publish(_, reading) { console.log(JSON.parse(reading).seq); } });`;
  const files = {
    "own/device.ts": source("device.ts").replace('"intervalMs", 500', '"intervalMs", 2'),
    "own/readings.ts": source("readings.ts"),
  };
  const others = {
    "own/tracing.ts": `export const SpanKind = { PRODUCER: 3 };
export const carrier = () => ({});
export const traced = (_name: string, _kind: number, _from: object | null, work: (span: object) => unknown) =>
  work(new Proxy({}, { get: () => () => {} }));`,
    "node_modules/mqtt/package.json": '{ "type": "module", "main": "index.js" }',
    "node_modules/mqtt/index.js": broker,
  };
  const tree = await Tree.make(t, { ...files, ...others });
  const program = await tree.start("t/device", ["--import", tsx, "own/device.ts", "device-1"], {}, node);
  let last = Number(await program.line());
  const traffic = async () => {
    for (let n = 0; n < 3; n++) {
      const seq = Number(await program.line());
      assert.equal(seq, last + 1, `a reading after ${last}`);
      last = seq;
    }
  };
  const outcomes = await editing(tree, files, "module", traffic);
  assert.ok((outcomes.get("committed") ?? 0) > edits / 4, JSON.stringify([...outcomes]));
  assert.equal(program.errors, "");
});

interface Fuzzed {
  from: string;
  main: string;
  kind: "module" | "commonjs";
  question(n: number): [string, string];
  answer(question: [string, string]): string;
}

async function fuzz(t: TestContext, { from, main, kind, question, answer }: Fuzzed): Promise<void> {
  const tree = await Tree.make(t, { "main.js": main });
  cpSync(join(root, from), join(tree.place.folder, "own"), { recursive: true });
  tree.place.write({ "own/package.json": JSON.stringify({ type: kind }) });
  const program = await tree.start("t/a", ["main.js"], {}, node);
  let asked = 0;
  const traffic = async () => {
    for (let n = 0; n < 20; n++) await asks(program, question(asked), answer(question(asked++)));
  };
  await traffic();
  await tree.heardOut("t/a"); // the program may answer before its modules are told of
  const loaded = (await tree.reload.modules()).flatMap(({ file, kind: is }) => (is === kind ? [file] : []));
  const own = readdirSync(join(tree.place.folder, "own"), { recursive: true }).map((name) => `own/${name}`);
  const names = own.filter((name) => loaded.some((file) => file.endsWith(`/${name}`)));
  const files = Object.fromEntries(names.map((name) => [name, readFileSync(join(tree.place.folder, name), "utf8")]));
  const outcomes = await editing(tree, files, kind, traffic);
  assert.ok((outcomes.get("committed") ?? 0) > edits / 4, JSON.stringify([...outcomes]));
  assert.equal(program.errors, "");
}

async function asks(program: Program, question: [string, string], expected: string): Promise<void> {
  assert.equal(await program.ask(JSON.stringify(question)), expected, JSON.stringify(question));
}

/** Edits that change no answer, broken ones among them, each reloaded while the traffic goes on; how many came to what. */
async function editing(
  tree: Tree,
  originals: Readonly<Record<string, string>>,
  kind: "module" | "commonjs",
  traffic: () => Promise<void>,
): Promise<Map<string, number>> {
  const chance = chanceFrom(seed);
  const texts = { ...originals };
  const outcomes = new Map<string, number>();
  for (let n = 0; n < edits; n++) {
    const names = Object.keys(originals);
    const name = names[chance(names.length)] ?? "";
    const [what = "", edited] = edit(texts[name] ?? "", originals[name] ?? "", kind, n, chance);
    tree.place.write({ [name]: edited });
    const [result] = await Promise.all([
      what === "roll back" ? tree.reload.rollback() : tree.reload.reload([name], false),
      traffic(),
    ]);
    if (result.outcome === "committed" && what !== "roll back") texts[name] = edited;
    const key = result.outcome;
    outcomes.set(key, (outcomes.get(key) ?? 0) + 1);
    if (what === "broken") assert.equal(result.outcome, "refused", name);
  }
  return outcomes;
}

function edit(
  text: string,
  original: string,
  kind: "module" | "commonjs",
  n: number,
  chance: (below: number) => number,
): [string, string] {
  const exported = kind === "module" ? `export const fuzz${n} = ${n};` : `module.exports.fuzz${n} = ${n};`;
  const forms: [string, () => string][] = [
    ["body", () => inSomeFunction(text, ` void ${n};`, chance)],
    ["body", () => inSomeFunction(text, `\n  const fuzz${n} = ${n};\n`, chance)],
    ["moved", () => `// ${n}\n${text}`],
    ["helper", () => `${text}\nfunction fuzz${n}() { return ${n}; }\n`],
    ["computed", () => `${text}\nconst fuzz${n} = [${n}].map(Number);\n`],
    ["exported", () => `${text}\n${exported}\n`],
    ["broken", () => `${text}\n)(\n`],
    ["original", () => original],
    ["roll back", () => text],
  ];
  const [what, make] = forms[chance(forms.length)] ?? ["original", () => original];
  return [what, make()];
}

function inSomeFunction(text: string, statement: string, chance: (below: number) => number): string {
  const bodies = [...text.matchAll(/\bfunction\b[^{};=]*\)[^{};=]*\{|=> \{/g)];
  const body = bodies[chance(Math.max(1, bodies.length))];
  if (!body) return text;
  const at = body.index + body[0].length;
  return text.slice(0, at) + statement + text.slice(at);
}

/** Numbers that the seed alone decides (mulberry32). */
function chanceFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
