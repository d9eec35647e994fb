import assert from "node:assert/strict";
import { test } from "node:test";
import { parseSpec } from "../../spec/index.ts";
import { problemLines, tree } from "./render.ts";

/** A spec without problems and the tree it gives. */
function check(text: string, expected: string): void {
  const { tree: parsed, problems } = parseSpec(text, "yaml");
  assert.equal(problemLines(problems), "");
  assert.equal(parsed ? tree(parsed.root) : "", expected.trim());
}

test("the spec of the design", () => {
  check(
    `name: fleet
strategy: rest_for_one
intensity: { restarts: 5, period: 10s }
children:
  - id: broker
    run: node broker.ts
    ready: { port: 1883 }                  # others wait for ready, not merely for spawned
    plan: [restart, { restart: 5s }, stop] # 1st exit: at once; 2nd: after 5 s; 3rd: the supervisor ends with it
  - id: api
    run: node api.ts
    env: { PORT: "8080" }
    restart: permanent                     # OTP's way of saying it, instead of a plan
    stop: { signal: SIGTERM, timeout: 5s } # then SIGKILL, for the whole process group
  - id: devices
    supervisor:
      strategy: one_for_one
      dynamic: { max: 10000, start_rate: 50/s }   # mass start without a stampede
      default: { run: "node device.ts {id}", plan: [{ restart: 1s }], count: infinity }
    children: { from: 1, to: 3, id: "device-{n}" }
`,
    `
fleet: rest_for_one 5/10000 every | restart temporary
  broker: node broker.ts | plan [restart,{restart:5s},stop] × 1
  api: node api.ts | restart permanent
  devices: one_for_one 3/5000 restart | restart permanent
    device-1: node device.ts device-1 | plan [{restart:1s}] × infinity
    device-2: node device.ts device-2 | plan [{restart:1s}] × infinity
    device-3: node device.ts device-3 | plan [{restart:1s}] × infinity`,
  );
});

test("everything a worker says", () => {
  const { tree: parsed } = parseSpec(
    `name: t
children:
  - id: a
    run: node a.ts "two words"
    args: [--name, "{id}"]
    cwd: "./{id}"
    env: { NAME: "{id}" }
    ready: { http: "http://127.0.0.1:80/{id}", timeout: 1m }
    stop: { signal: SIGINT, timeout: infinity }
    restart: transient
    hot: false
    debug: { type: debugpy, request: attach }
`,
    "yaml",
  );
  assert.deepEqual(parsed?.root.children, [
    {
      kind: "worker",
      id: "a",
      life: { by: "restart", restart: "transient" },
      significant: false,
      needs: [],
      alive: null,
      maxUptimeMs: null,
      appends: null,
      run: { text: 'node a.ts "two words" --name a', words: ["node", "a.ts", "two words", "--name", "a"] },
      cwd: "./a",
      env: { NAME: "a" },
      ready: { by: "http", url: "http://127.0.0.1:80/a", timeoutMs: 60_000 },
      stop: { signal: "SIGINT", file: null, timeoutMs: "infinity" },
      hot: false,
      debug: { type: "debugpy", request: "attach" },
    },
  ]);
});

test("everything that is asked of a worker from outside", () => {
  const of = (text: string) => {
    const { tree: parsed, problems } = parseSpec(`name: t\nchildren: [{ id: a, run: a, ${text} }]`, "yaml");
    assert.deepEqual(problems, []);
    const [child] = parsed?.root.children ?? [];
    assert.ok(child?.kind === "worker");
    return child;
  };
  const curl = { text: "curl -f a", words: ["curl", "-f", "a"] };
  assert.deepEqual(of("ready: { fd: 3 }").ready, { by: "fd", fd: 3, timeoutMs: 30_000 });
  assert.deepEqual(of("ready: { command: 'curl -f {id}' }").ready, {
    by: "command",
    command: curl,
    everyMs: 500,
    timeoutMs: 30_000,
  });
  assert.deepEqual(of("ready: { command: [curl, -f, a], every: 1s, timeout: 1m }").ready, {
    by: "command",
    command: curl,
    everyMs: 1_000,
    timeoutMs: 60_000,
  });
  const usual = { everyMs: 10_000, timeoutMs: 2_000, failures: 3 };
  assert.deepEqual(of("alive: { port: 80 }").alive, {
    check: { by: "port", port: 80, host: "127.0.0.1" },
    ...usual,
  });
  assert.deepEqual(of("alive: { command: curl -f a }").alive, { check: { by: "command", command: curl }, ...usual });
  assert.deepEqual(of("alive: { http: 'http://b/{id}', every: 1s, failures: 5 }").alive, {
    check: { by: "http", url: "http://b/a" },
    everyMs: 1_000,
    timeoutMs: 1_000, // the usual 2 s would be longer than until the next check
    failures: 5,
  });
  assert.equal(of("max_uptime: 24h").maxUptimeMs, 86_400_000);
});

test("what a spec leaves out", () => {
  const { tree: parsed } = parseSpec(
    "name: t\nchildren: [{ id: a, run: a, ready: { port: 80 } }, { id: b, run: b, ready: { log: up } }]",
    "yaml",
  );
  const [a, b] = parsed?.root.children ?? [];
  assert.deepEqual(a?.kind === "worker" && [a.ready, a.stop, a.hot, a.debug, a.cwd, a.env], [
    { by: "port", port: 80, host: "127.0.0.1", timeoutMs: 30_000 },
    { signal: "SIGTERM", file: null, timeoutMs: 5_000 },
    "auto",
    "auto",
    null,
    {},
  ]);
  assert.deepEqual(b?.kind === "worker" && b.ready, { by: "log", pattern: "up", timeoutMs: 30_000 });
  assert.deepEqual(parsed?.root.intensity, { restarts: 3, periodMs: 5_000, counts: "restart" });
});

test("brutal_kill is SIGKILL at once", () => {
  const { tree: parsed } = parseSpec("name: t\nchildren: [{ id: a, run: a, stop: brutal_kill }]", "yaml");
  const [a] = parsed?.root.children ?? [];
  assert.deepEqual(a?.kind === "worker" && a.stop, { signal: "SIGKILL", file: null, timeoutMs: 0 });
});

test("a program as a list of words, and as a text with quotes", () => {
  check(
    `name: t
children:
  - { id: list, run: [node, -e, "console.log('a b')"] }
  - { id: text, run: "node -e \\"console.log('a b')\\"" }
`,
    `t: one_for_one 3/5000 restart | restart temporary
  list: node -e console.log('a b') | restart permanent
  text: node -e console.log('a b') | restart permanent`,
  );
});

test("plan: default is director's own", () => {
  check(
    "name: t\nchildren: [{ id: a, run: a, plan: default }]",
    `t: one_for_one 3/5000 restart | restart temporary
  a: a | plan [{when:[{reason:normal,do:delete},{reason:shutdown,do:delete},{do:restart}]}] × 1`,
  );
});

test("anchors and merge keys are followed", () => {
  check(
    `name: t
children:
  - &a { id: a, run: a, restart: transient }
  - { <<: *a, id: b }
`,
    `t: one_for_one 3/5000 restart | restart temporary
  a: a | restart transient
  b: a | restart transient`,
  );
});

test("JSON says the same as YAML", () => {
  const json = '{\n\t"$schema": "./s.json",\n\t"name": "t",\n\t"children": [{ "id": "a", "run": "node a" }]\n}';
  const yaml = "name: t\nchildren: [{ id: a, run: node a }]";
  assert.deepEqual(parseSpec(json, "json"), parseSpec(yaml, "yaml"));
});

test("a supervisor without children is a tree to be filled later", () => {
  check("name: t", "t: one_for_one 3/5000 restart | restart temporary");
});

test("an id is filled in so that addresses and patterns stay what they are", () => {
  const { tree: parsed } = parseSpec(
    `name: t
children:
  - { id: a (1), run: "a {id}", ready: { log: "^{id} up$" } }
  - { id: b c, run: b, ready: { http: "http://127.0.0.1/{id}" } }
`,
    "yaml",
  );
  const [a, b] = parsed?.root.children ?? [];
  assert.deepEqual(a?.kind === "worker" && [a.run.words, a.ready], [
    ["a", "a (1)"],
    { by: "log", pattern: "^a \\(1\\) up$", timeoutMs: 30_000 },
  ]);
  assert.deepEqual(b?.kind === "worker" && b.ready, { by: "http", url: "http://127.0.0.1/b%20c", timeoutMs: 30_000 });
});
