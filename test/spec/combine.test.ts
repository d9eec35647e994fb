import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type ChildSpec,
  expand,
  parseChild,
  parseChildren,
  parseDefault,
  parseSpec,
  recombine,
  type SupervisorSpec,
} from "../../spec/index.ts";
import { faultLines, life, tree, valueOr } from "./render.ts";

/** The only child of a supervisor with this default. */
function child(base: string, own: string, dynamic = ""): ChildSpec {
  const { tree: parsed, problems } = parseSpec(`name: t\n${dynamic}\ndefault: ${base}\nchildren: [${own}]`, "yaml");
  const [only] = parsed?.root.children ?? [];
  if (!only) throw new Error(JSON.stringify(problems));
  return only;
}

function checkLife(base: string, own: string, expected: string, dynamic = ""): void {
  assert.equal(life(child(base, own, dynamic).life), expected);
}

test("append: counts are added, infinity wins", () => {
  const append = "append: true, id: a, run: a";
  checkLife("{ plan: [restart], count: 2 }", `{ ${append}, count: 3 }`, "plan [restart] × 5");
  checkLife(
    "{ plan: [{ restart: 1s }], count: infinity }",
    `{ ${append}, count: 3 }`,
    "plan [{restart:1s}] × infinity",
  );
  checkLife(
    "{ plan: [{ restart: 1s }], count: 3 }",
    `{ ${append}, count: infinity }`,
    "plan [{restart:1s}] × infinity",
  );
  checkLife("{ plan: [restart], count: 2 }", `{ ${append} }`, "plan [restart] × 2");
});

test("append: plans are concatenated, the default's first", () => {
  checkLife(
    "{ plan: [restart] }",
    "{ append: true, id: a, run: a, plan: [{ restart: 5s }, stop] }",
    "plan [restart,{restart:5s},stop] × 1",
  );
  checkLife("{ run: a }", "{ append: true, id: a, plan: [wait] }", "plan [wait] × 1");
  checkLife("{ run: a }", "{ append: true, id: a }", "restart permanent");
});

test("append: the program from the default, arguments concatenated, stop timeouts added", () => {
  const a = child(
    '{ run: node a.ts, args: [--all], stop: { timeout: 2s }, env: { A: "1", B: "1" } }',
    '{ append: true, id: a, args: ["--id", "{id}"], stop: { signal: SIGINT, timeout: 500ms }, env: { B: "2" } }',
  );
  assert.equal(a.kind, "worker");
  if (a.kind !== "worker") return;
  assert.deepEqual(a.run, { text: "node a.ts --all --id a", words: ["node", "a.ts", "--all", "--id", "a"] });
  assert.deepEqual(a.stop, { signal: "SIGINT", file: null, timeoutMs: 2500 });
  assert.deepEqual(a.env, { A: "1", B: "2" });
});

test("append: a stop timeout never grows longer than a timer can be", () => {
  const a = child("{ run: a, stop: { timeout: 596h } }", "{ append: true, id: a, stop: { timeout: 596h } }");
  assert.deepEqual(a.kind === "worker" && a.stop.timeoutMs, 2 ** 31 - 1);
});

test("a listed child of a supervisor that is not dynamic takes nothing from the default", () => {
  checkLife("{ run: b, restart: temporary }", "{ id: a, run: a }", "restart permanent");
});

test("a child of a dynamic supervisor takes what it does not say", () => {
  const dynamic = "dynamic: {}";
  checkLife("{ run: b, restart: temporary }", "{ id: a }", "restart temporary", dynamic);
  checkLife("{ run: b, restart: temporary }", "{ id: a, plan: [wait] }", "plan [wait] × 1", dynamic);
  checkLife(
    "{ run: b, plan: [{ restart: 1s }], count: infinity }",
    "{ id: a, restart: transient }",
    "restart transient",
    dynamic,
  );
  checkLife("{ run: b, plan: [{ restart: 1s }], count: 4 }", "{ id: a, plan: [wait] }", "plan [wait] × 4", dynamic);
  checkLife("{ run: b, plan: [{ restart: 1s }], count: 4 }", "{ id: a, count: 2 }", "plan [{restart:1s}] × 2", dynamic);
});

test("a started child is what the spec would have made of it", () => {
  const devices = supervisor();
  assert.equal(
    tree(valueOr(parseChild({ id: "device-7" }, devices))),
    "device-7: node device.ts 7 | plan [{restart:1s}] × infinity",
  );
  assert.equal(
    tree(valueOr(parseChild({ id: "other", run: "node {id}.ts" }, devices))),
    "other: node other.ts | plan [{restart:1s}] × infinity",
  );
  assert.deepEqual(valueOr(expand(devices, 2)), devices.children[1]);
  assert.equal(tree(valueOr(expand(devices, 300))), "device-300: node device.ts 300 | plan [{restart:1s}] × infinity");
});

test("a started child that cannot be is answered with the place", () => {
  const devices = supervisor();
  const faults = (document: unknown) => faultLines(parseChild(document, devices).problems);
  assert.equal(
    faults({ id: "a/b", rum: 1, restart: "x" }),
    "child.id id_with_slash\nchild.restart bad_value\nchild.rum unknown_key",
  );
  assert.equal(faults({ id: "other" }), "default.run no_number");
  assert.equal(
    faults({ id: "a", run: "a", plan: ["restart"], restart: "permanent" }),
    "child.restart plan_beside_restart",
  );
  assert.equal(faults(null), "child wrong_type");
  assert.equal(faults(["a"]), "child wrong_type");
  assert.equal(faultLines(expand({ ...devices, template: null }, 1).problems), "devices template_without_default");
});

test("a list of children is answered with all that is wrong, each at its place", () => {
  const devices = supervisor();
  const faults = (documents: unknown) => faultLines(parseChildren(documents, devices));
  assert.equal(faults([]), "");
  assert.equal(faults([{ id: "device-1" }, { id: "other", run: "a" }]), "");
  assert.equal(
    faults([
      { id: "a", run: "a" },
      { id: "b/c", run: "b" },
      { id: "a", run: "a", plan: ["restrat"] },
    ]),
    "children[1].id id_with_slash\nchildren[2].plan[0] bad_plan_element",
  );
  assert.equal(
    faults([
      { id: "a", run: "a" },
      { id: "a", run: "a", plan: ["stop"], restart: "permanent" },
    ]),
    "children[1].id duplicate_id\nchildren[1].restart plan_beside_restart",
  );
  assert.equal(faults([{ id: "other" }]), "default.run no_number");
  assert.equal(faults([null, "a"]), "children[0] wrong_type\nchildren[1] wrong_type");
  assert.equal(faults({ id: "a" }), "children wrong_type");
  assert.equal(faults(undefined), "children wrong_type");
});

test("a started child may need those that run already", () => {
  const devices = supervisor();
  const faults = (needs: string[], siblings?: string[]) =>
    faultLines(parseChild({ id: "a", run: "a", needs }, devices, siblings).problems);
  assert.equal(faults(["device-1"]), "");
  assert.equal(faults(["device-1"], ["device-3"]), "child.needs[0] unknown_need");
  assert.equal(faults(["device-3"], ["device-3"]), "");
  assert.equal(faults(["a"]), "child.needs[0] readiness_cycle");
});

test("a default child spec by itself", () => {
  assert.deepEqual(valueOr(parseDefault({ run: "a", count: 2 })), { run: "a", count: 2 });
  const faults = (document: unknown) => faultLines(parseDefault(document).problems);
  assert.equal(
    faults({ id: "a", plan: ["restrat"], max_uptime: "-1s" }),
    "default.max_uptime negative_time\ndefault.plan[0] bad_plan_element\ndefault.id unknown_key",
  );
  assert.equal(faults({ plan: ["stop"], restart: "permanent" }), "default.restart plan_beside_restart");
  assert.equal(faults({ needs: ["a"] }), "default.needs unknown_key");
  assert.equal(faults([]), "default wrong_type");
});

test("a child that appends is combined anew with another default", () => {
  const before = child("{ run: a, plan: [restart] }", "{ append: true, id: a, args: [x], plan: [stop] }");
  assert.ok(before.kind === "worker" && before.appends);
  const own = before.appends;
  const under = (base: SupervisorSpec["default"]) => recombine({ ...supervisor(), default: base }, own);
  const after = valueOr(under({ run: "b", args: ["y"], plan: ["wait"], count: 2 }));
  assert.equal(tree(after), "a: b y x | plan [wait,stop] × 2");
  assert.deepEqual(after.appends, own);
  assert.equal(
    faultLines(under({ restart: "permanent" }).problems),
    "child missing_run\nchild.restart plan_beside_restart",
  );
  assert.equal(faultLines(under(null).problems), "child missing_run");
});

function supervisor(): SupervisorSpec {
  const { tree: parsed } = parseSpec(
    `name: devices
dynamic: {}
default: { run: "node device.ts {n}", plan: [{ restart: 1s }], count: infinity }
children: { from: 1, to: 2, id: "device-{n}" }`,
    "yaml",
  );
  if (!parsed) throw new Error("the test's own spec is wrong");
  return parsed.root;
}
