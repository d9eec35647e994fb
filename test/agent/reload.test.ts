import assert from "node:assert/strict";
import { test } from "node:test";
import { allNodes } from "../nodes.ts";
import { languages } from "./languages.ts";
import { marked, shown, Tree } from "./tree.ts";

/** A program that answers each line it reads with a count, which is its state, and what its code makes of it. */
const service = (body: string, helpers = "") => `
import { createInterface } from "node:readline";

const state = { count: 0 };
${helpers}
function describe(count/*: number */) {
  ${body}
}

for await (const line of createInterface({ input: process.stdin })) {
  state.count += 1;
  console.log(line + " " + describe(state.count));
}
`;

for (const { name, node, args, ending, write } of languages) {
  const file = `s.${ending}`;
  test(`${name}: a reload changes the code and keeps state and process; rollback brings the old code back`, async (t) => {
    const v1 = service('return "one " + count;');
    const v2 = service("return helper(count);", 'const helper = (count/*: number */) => "two " + count;\n');
    const v3 = v2.replace("two", "three");
    const { text: v4, at } = marked(v3.replace("count;", "count§ more;"));
    const tree = await Tree.make(t, { [file]: write(v1) });
    const program = await tree.start("t/a", [...args, file], {}, node);
    const reload = async (text: string, dryRun = false) => {
      tree.place.write({ [file]: write(text) });
      return shown(await tree.reload.reload([file], dryRun), tree.place.folder);
    };

    assert.equal(await program.ask("a"), "a one 1");
    assert.equal(await reload(v1), "unchanged");
    assert.equal(await reload(v2, true), `checked ${file} v2 describe helper in t/a`);
    assert.equal(await program.ask("b"), "b one 2");
    assert.equal(await reload(v2), `committed ${file} v2 describe helper in t/a`);
    assert.equal(await program.ask("c"), "c two 3");
    assert.equal(await reload(v3), `committed ${file} v3 helper in t/a`);
    assert.equal(await program.ask("d"), "d three 4");
    const column = at.column - (v4.length === write(v4).length ? 0 : "/**/".length);
    assert.equal(
      await reload(v4),
      `syntax_error ${file}:${at.line}:${column} Missing semicolon.; correct it and reload`,
    );
    assert.equal(await program.ask("e"), "e three 5");
    assert.equal(shown(await tree.reload.rollback(), tree.place.folder), `committed ${file} v2 helper in t/a`);
    assert.equal(await program.ask("f"), "f two 6");
    assert.equal(
      shown(await tree.reload.rollback(), tree.place.folder),
      "nothing_to_roll_back there is no reload to roll back",
    );
    program.closeInput();
    assert.equal(await program.ended, 0);
    assert.equal(program.errors, "");
  });
}

for (const { name: version, program: node } of allNodes) {
  test(`${version}: methods, getters and statics are exchanged in objects that exist, with what super means in them`, async (t) => {
    const classes = (say: string, plus: string) => `
import { createInterface } from "node:readline";
class Base { name() { return "base"; } static kind() { return "Base"; } }
class Device extends Base {
  #secret = 7;
  secret() { return this.#secret; }
  async name() { return ${say}; }
  get size() { return ${plus}; }
  set size(value) { this.given = value; }
  static kind() { return "Device " + ${plus} + super.kind(); }
}
function Old() {}
Old.prototype.hello = function () { return "hello"; };
const [device, old] = [new Device(), new Old()];
for await (const _ of createInterface({ input: process.stdin })) {
  device.size = 3;
  console.log(await device.name(), device.size, device.given, device.secret(), Device.kind(), old.hello(), old instanceof Old);
}`;
    const tree = await Tree.make(t, { "c.js": classes('"v1"', "1") });
    const program = await tree.start("t/a", ["c.js"], {}, node);
    assert.equal(await program.ask(""), "v1 1 3 7 Device 1Base hello true");
    tree.place.write({ "c.js": classes('"v2 " + super.name()', "2").replace("Old() {}", "Old() { this.x = 1; }") });
    assert.equal(
      shown(await tree.reload.reload(["c.js"], false), tree.place.folder),
      "committed c.js v2 Old Device.name Device.size Device.kind in t/a",
    );
    assert.equal(await program.ask(""), "v2 base 2 3 7 Device 2Base hello true");
    await tree.reload.rollback();
    assert.equal(await program.ask(""), "v1 1 3 7 Device 1Base hello true");
  });
}

test("other modules see the new code at once, and a process that starts late has it from disk", async (t) => {
  const main = `
import { createInterface } from "node:readline";
import { say } from "./say.js";
for await (const line of createInterface({ input: process.stdin })) console.log(say(line));`;
  const tree = await Tree.make(t, { "main.js": main, "say.js": "export const say = (line) => line + 1;\n" });
  const early = await tree.start("t/early", ["main.js"]);
  tree.place.write({ "say.js": "export const say = (line) => line + 2;\n" });
  const late = await tree.start("t/late", ["main.js"]);
  const both = async () => [await early.ask("x"), await late.ask("x")];
  assert.deepEqual(await both(), ["x1", "x2"]);
  const versions = async () =>
    (await tree.reload.modules())
      .filter(({ file }) => file.endsWith("say.js"))
      .map(({ path, version, current }) => `${path} v${version} ${current ? "current" : "old"}`);
  assert.deepEqual(await versions(), ["t/early v1 old", "t/late v2 current"]);
  assert.equal(
    shown(await tree.reload.reload(["say.js"], false), tree.place.folder),
    "committed say.js v2 say in t/early",
  );
  assert.deepEqual(await both(), ["x2", "x2"]);
  assert.deepEqual(await versions(), ["t/early v2 current", "t/late v2 current"]);
  tree.place.write({ "say.js": "export const say = (line) => line + 3;\n" });
  assert.equal(
    shown(await tree.reload.reload(["say.js"], false), tree.place.folder),
    "committed say.js v3 say in t/early t/late",
  );
  assert.deepEqual(await both(), ["x3", "x3"]);
});

test("supertree/hot keeps a resource and tells of reloads; without an agent it does the same", async (t) => {
  const hot = new URL("../../dist/hot.js", import.meta.url).href;
  const program = (text: string) => `
import { createInterface } from "node:readline";
import { hot } from "${hot}";
let made = 0;
const make = () => ({ number: ++made });
function step() { return "${text} " + hot.keep("thing", make).number; }
const stop = hot.after(({ kind, modules }) => console.log(kind, modules.length));
for await (const _ of createInterface({ input: process.stdin })) console.log(step());
stop();`;
  const tree = await Tree.make(t, { "h.js": program("one") });
  const alone = tree.place.start(["h.js"], { hot: false });
  assert.equal(await alone.ask(""), "one 1");
  assert.equal(await alone.ask(""), "one 1");
  const reloaded = await tree.start("t/a", ["h.js"]);
  assert.equal(await reloaded.ask(""), "one 1");
  tree.place.write({ "h.js": program("two") });
  await tree.reload.reload(["h.js"], false);
  assert.equal(await reloaded.line(), "committed 1");
  assert.equal(await reloaded.ask(""), "two 1");
  await tree.reload.rollback();
  assert.equal(await reloaded.line(), "rolled_back 1");
});
