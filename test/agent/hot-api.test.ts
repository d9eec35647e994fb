import assert from "node:assert/strict";
import { test } from "node:test";
import { shown, Tree } from "./tree.ts";
import { asking, hot } from "./upgrades.ts";

/** A store in the class form, with all that a version may ask for; it tells on the way out and in what happens to it. */
const store = (version: 1 | 2, own = "") => `
import { hot } from "${hot}";
const version = ${version};
class Store {
  ${version === 1 ? "rows = [];" : "rows = new Set();"}
  prepareUpgrade() { return [...this.rows]; }
  applyUpgrade(from, rows) { this.rows = ${version === 1 ? "[...rows]" : "new Set(rows)"}; this.from = from; }
}
const store = hot.upgradable("store", new Store(), { version });
const told = hot.keep("told", () => []);
const name = "v" + version;
hot.effect(() => { told.push("+" + name); return () => told.push("-" + name); });
hot.dispose(() => told.push("disposed " + name));
hot.before(() => { told.push("before " + name); ${own} });
hot.after(({ kind }) => told.push(kind));
export function answer(line) {
  if (line === "told") return told.splice(0).join(" ");
  ${version === 1 ? "store.rows.push(line);" : "store.rows.add(line);"}
  return name + " " + [...store.rows].join() + " from " + (store.from ?? "nobody");
}`;

test("the class form hands its state on and back; effects, disposers and hooks come in their order", async (t) => {
  const tree = await Tree.make(t, { "a.js": store(1), "main.js": asking("./a.js") });
  const program = await tree.start("t/a", ["main.js"]);
  const reload = async (text: string) => {
    tree.place.write({ "a.js": text });
    return shown(await tree.reload.reload(["a.js"], false), tree.place.folder);
  };
  assert.equal(await program.ask("a"), "v1 a from nobody");
  assert.equal(await program.ask("told"), "+v1");
  assert.match(await reload(store(2)), /^committed/);
  assert.equal(await program.ask("b"), "v2 a,b from 1");
  assert.equal(await program.ask("told"), "before v1 -v1 +v2 disposed v1 committed");
  assert.match(shown(await tree.reload.rollback(), ""), /^committed/);
  assert.equal(await program.ask("c"), "v1 a,b,c from 2");
  assert.equal(await program.ask("told"), "before v2 -v2 +v1 rolled_back");
  assert.match(await reload(store(1, 'throw new Error("busy");').replace('"v"', '"w"')), /^committed/);
  assert.equal(await program.ask("told"), "before v1 -v1 +w1 committed");
  assert.match(await reload(store(2)), /^refused_by_process t\/a #1: busy\n/);
  assert.equal(await program.ask("d"), "w1 a,b,c,d from 1");
  assert.equal(program.errors, "");
});
