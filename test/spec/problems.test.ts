import assert from "node:assert/strict";
import { test } from "node:test";
import { parseSpec, problemCodes } from "../../spec/index.ts";
import { check, child, seen } from "./problem-check.ts";
import { problemLines } from "./render.ts";

test("a problem says where, how bad, which, and what to do", () => {
  const { problems, tree } = parseSpec("name: t\nstrategy: one_for_won\nchildrn: []", "yaml");
  assert.equal(tree, null);
  assert.equal(
    problemLines(problems),
    "2:11-2:22 error bad_strategy: `one_for_won` is not known here; did you mean `one_for_one`?\n" +
      "3:1-3:8 error unknown_key: unknown key `childrn`; did you mean `children`?",
  );
});

test("text that is no YAML", () => {
  check("name: [x", "1:9 yaml_syntax");
  check("name: t\n\tchildren: []", "2:1 yaml_syntax");
  check("name: t\nname: u", "2:1 duplicate_key");
  check("name: t\n---\nname: u", "2:1 yaml_syntax");
  check("name: *nobody", "1:7 yaml_syntax");
  check("", "1:1 missing_key");
  check("# nothing yet\n", "1:1 missing_key");
  check("- a", "1:3 wrong_type");
  check("just text", "1:1 wrong_type");
});

test("text that is no JSON", () => {
  check('{ "name": "t", }', "1:16 json_syntax", "json");
  check("{ name: 't' }", "1:3 json_syntax", "json");
  check("name: t", "1:1 json_syntax", "json");
  check('{ "name": "t" // comment\n}', "1:15 json_syntax", "json");
});

test("nesting without end is answered, not followed", () => {
  check("[".repeat(100_000), "1:200 too_deep");
  check("- ".repeat(3_000), "1:399 too_deep");
  check("name: t\nchildren: &c [{ id: a, supervisor: {}, children: *c }]", "1:1 too_deep");
});

test("keys", () => {
  child("run: a\nrestrt: permanent", "5:5 unknown_key");
  child("supervisor: {}\nrun: a", "5:5 unknown_key");
  child("supervisor: { children: [] }", "4:19 unknown_key");
  check("name: t\nchildren:\n  - run: a", "3:5 missing_key");
  check("children: []", "1:1 missing_key");
  child("run: a\nready: { timeout: 5s }", "5:5 missing_key");
  child("run: a\nready: { prt: 80 }", "5:14 unknown_key");
});

test("types and words", () => {
  check("name: t\nstrategy: [one_for_one]", "2:11 bad_strategy");
  check("name: 5", "1:7 wrong_type");
  check("name: t\nchildren: a", "2:11 wrong_type");
  check("name: t\nchildren: [a]", "2:12 wrong_type");
  child("run: a\nenv: { PORT: 8080 }", "5:18 wrong_type");
  child("run: 5", "4:10 wrong_type");
  child("run: a\nrestart: always", "5:14 bad_value");
  child("run: a\nstop: { signal: SIGTREM }", "5:21 bad_signal");
  child("run: a\nstop: { signal: SIGTERM, file: x }", "5:13 bad_combination");
  child("run: a\nsignificant: maybe", "5:18 wrong_type");
  child("run: a\nhot: maybe", "5:10 wrong_type");
  child("run: a\nhot: { packages: [] }", "5:22 bad_value");
  child("run: a\ndebug: true", "5:12 wrong_type");
  check("name: t\nauto_shutdown: any", "2:16 bad_value");
  check("name: t\nintensity: { restarts: -1, period: 5s }", "2:24 bad_value");
  check("name: t\nintensity: { restarts: 1, period: 0s }", "2:35 bad_value");
});

test("times, rates, ports and patterns", () => {
  child("run: a\nready: { port: 80, timeout: 5 }", "5:33 bad_duration");
  child("run: a\nready: { port: 80, timeout: 5 s }", "5:33 bad_duration");
  child("run: a\nready: { port: 80, timeout: 597h }", "5:33 bad_duration");
  child("run: a\nready: { port: 80, timeout: -5s }", "5:33 negative_time");
  child("run: a\nready: { port: 80, timeout: -5 }", "5:33 negative_time");
  child("run: a\nready: { port: 65536 }", "5:20 bad_port");
  child("run: a\nready: { port: http }", "5:20 bad_port");
  child("run: a\nready: { http: localhost }", "5:20 bad_url");
  child('run: a\nready: { log: "up(" }', "5:19 bad_pattern");
  check("name: t\ndynamic: { start_rate: 50 }", "2:24 wrong_type");
  check("name: t\ndynamic: { start_rate: 50/d }", "2:24 bad_rate");
  check("name: t\ndynamic: { start_rate: 0/s }", "2:24 bad_rate");
  check("name: t\ndynamic: { at_once: 0 }", "2:21 bad_value");
});

test("one mistake in each of many children is one problem each", () => {
  const children = Array.from({ length: 1200 }, (_, n) => `{ id: a${n}, run: a, restart: x }`);
  assert.equal(parseSpec(`name: t\nchildren: [${children.join(", ")}]`, "yaml").problems.length, 1200);
});

test("ids", () => {
  check("name: a/b", "1:7 id_with_slash");
  check('name: ".."', "1:7 bad_id");
  check('name: "a\uD800"', "1:7 bad_id");
  check("name: t\nchildren: [{ id: a, run: a }, { id: b, run: b }, { id: a, run: c }]", "2:56 duplicate_id");
});

test("programs", () => {
  child("restart: permanent", "3:5 missing_run");
  child('run: ""', "4:10 missing_run");
  child("run: []", "4:10 missing_run");
  child("run: node 'a", "4:10 open_quote");
  child("run: node a && node b", "4:10 shell_syntax");
  child("run: PORT=1 node a", "4:10 shell_syntax");
  child("run: sh -c 'node a && node b'", "");
  child("run: node {n}", "4:10 no_number");
  child("run: node {name}", "4:10 unknown_placeholder");
  child('run: sh -c "echo $' + '{HOME}"', "");
  child('run: a\nready: { log: "^\\\\p{L}{3}$" }', "");
});

test("plans", () => {
  child("run: a\nplan: [restart]\nrestart: permanent", "6:5 plan_beside_restart");
  child("run: a\nplan: [restrat]", "5:12 bad_plan_element");
  child("run: a\nplan: restart", "5:11 wrong_type");
  child("run: a\nplan: [{ restart: 5 }]", "5:23 bad_duration");
  child("run: a\nplan: [{ restart: { delay: 1s, jitter: 2 } }]", "5:44 bad_value");
  child("run: a\nplan: [{ restart: { delay: 1s, factor: 0 } }]", "5:44 bad_value");
  child("run: a\nplan: [{ when: [{ code: one, do: stop }] }]", "5:29 wrong_type");
  child("run: a\nplan: [{ when: [{ code: 1 }] }]", "5:21 missing_key");
  child("run: a\nplan: [{ function: decide }]", "5:12 function_outside_module");
  child("run: a\ncount: 2", "5:5 count_without_plan");
  child("run: a\nplan: [restart]\ncount: -1", "6:12 bad_count");
  child("run: a\nplan: [restart]\ncount: 1.5", "6:12 bad_count");
});

test("plans that say what they cannot mean", () => {
  child("run: a\nplan: []", "5:11 empty_plan");
  child("run: a\nplan: [restart]\ncount: 0", "6:12 count_zero");
  child("run: a\nplan: [restart]\ncount: infinity", "5:11 count_infinity_immediate");
  child("run: a\nplan: [restart, { restart: 0s }]\ncount: infinity", "5:11 count_infinity_immediate");
  child("run: a\nplan: [restart, { restart: 1s }]\ncount: infinity", "");
  child("run: a\nplan: [stop, restart]", "5:18 unreachable_plan_element");
  child("run: a\nplan: [restart, stop]\ncount: 2", "6:12 unreachable_count");
  child("run: a\nplan: [{ when: [{ code: 1, do: stop }] }]", "5:12 when_may_match_nothing");
  child("run: a\nplan: [{ when: [{ do: restart }, { code: 1, do: stop }] }]", "5:38 unreachable_plan_element");
  child("run: a\nplan: [{ when: [{ code: 1, do: delete }, { do: stop }] }, restart]", "5:63 unreachable_plan_element");
});

test("a default child spec is checked before any child takes from it", () => {
  check("name: t\ndefault: { plan: [wait], restart: permanent }", "2:26 plan_beside_restart");
  check("name: t\ndefault: { plan: [{ function: decide }] }", "2:19 function_outside_module");
  check(
    "name: t\ndefault: { plan: [stop, restart], run: a }\nchildren: { from: 1, to: 9, id: 'd{n}' }",
    "2:25 unreachable_plan_element",
  );
  check("name: t\ndefault: { alive: { port: 80, timeout: -1s } }", "2:40 negative_time");
});

test("what belongs together", () => {
  child("run: a\nappend: true", "5:13 append_without_default");
  child("run: a\nsignificant: true", "5:18 bad_combination");
  check(
    "name: t\nauto_shutdown: any_significant\nchildren: [{ id: a, run: a, significant: true }]",
    "3:42 bad_combination",
  );
  check(
    "name: t\nauto_shutdown: any_significant\nchildren: [{ id: a, run: a, significant: true, restart: transient }]",
    "",
  );
  check("name: t\nstrategy: one_for_all\ndynamic: {}", "2:11 bad_combination");
});

test("needs", () => {
  const two = (a: string, b: string, expected: string) =>
    check(`name: t\nchildren:\n  - { id: a, run: x, needs: [${a}] }\n  - { id: b, run: x, needs: [${b}] }`, expected);
  two("x", "", "3:30 unknown_need");
  two("b", "", "3:30 late_need");
  two("b", "a", "3:30 readiness_cycle\n4:30 outlives_need");
});

test("templates", () => {
  check("name: t\nchildren: { from: 1, to: 2, id: d }", "2:1 template_without_default");
  check("name: t\ndefault: { run: a }\nchildren: { from: 1, to: 2, id: d }", "3:33 template_without_n");
  check("name: t\ndefault: { run: a }\nchildren: { from: 3, to: 1, id: 'd{n}' }", "3:26 bad_value");
  check("name: t\ndefault: { run: a }\nchildren: { from: 1, to: 0, id: 'd{n}' }", "");
  check("name: t\ndefault: { run: a }\nchildren: { from: 1, to: 1e9, id: 'd{n}' }", "3:26 too_many_children");
  check(
    "name: t\ndynamic: { max: 2 }\ndefault: { run: a }\nchildren: { from: 1, to: 3, id: 'd{n}' }",
    "4:26 too_many_children",
  );
  check("name: t\ndynamic: { max: 1 }\nchildren: [{ id: a, run: a }, { id: b, run: b }]", "3:1 too_many_children");
  check(
    "name: t\ndefault: { run: a, ready: { port: '6553{n}' } }\nchildren: { from: 1, to: 9, id: 'd{n}' }",
    "2:35 bad_port",
  );
});

test("ports, secrets, stops and intensities", () => {
  const two = (a: string, b: string, expected: string) =>
    check(`name: t\nchildren:\n  - { id: a, run: x, ${a} }\n  - { id: b, run: x, ${b} }`, expected);
  two("ready: { port: 80 }", "ready: { http: 'http://localhost/' }", "4:37 port_used_twice");
  two("ready: { port: 80 }", "ready: { port: 80, host: db }", "");
  two("ready: { port: 8080 }", "env: { PORT: '8080' }", "4:35 port_used_twice");
  two("ready: { port: 8080 }, env: { PORT: '8080' }", "ready: { port: 8081 }", "");
  check(
    "name: t\ndefault: { run: a, ready: { port: 80 } }\nchildren: { from: 1, to: 2, id: 'd{n}' }",
    "2:35 port_used_twice",
  );
  check("name: t\ndefault: { run: a, ready: { port: '80{n}' } }\nchildren: { from: 1, to: 2, id: 'd{n}' }", "");
  child(
    "run: a\nenv: { DB_PASSWORD: hunter22, PGPASSFILE: ./x, ALLOW_PASSWORD: 'true', TOKEN: '{id}' }",
    "5:25 secret_in_plain_text",
  );
  child("run: a\nenv: { DB: 'postgres://u:hunter22@db' }", "5:16 secret_in_plain_text");
  child("run: a --api-key=abc", "4:10 secret_in_plain_text");
  child("run: a --token abc", "4:10 secret_in_plain_text");
  child("run: a --token-file abc", "");
  child("run: a\nstop: { timeout: infinity }", "5:22 stop_without_end");
  child("run: a\nstop: { signal: SIGKILL, timeout: 5s }", "5:30 stop_timeout_unused");
});

test("an intensity that the plans keep out of reach, or that the first restart exceeds", () => {
  const of = (restarts: number, period: string, life: string, expected: string) =>
    check(
      `name: t\nintensity: { restarts: ${restarts}, period: ${period} }\nchildren: [{ id: a, run: a, ${life} }]`,
      expected,
    );
  const never = "2:24 intensity_never_reached";
  of(0, "5s", "restart: permanent", "2:24 intensity_always_reached");
  of(0, "5s", "restart: temporary", "");
  of(1, "5s", "restart: permanent", "");
  of(1, "5s", "restart: temporary", never);
  of(1, "5s", "plan: [restart, stop]", never);
  of(1, "5s", "plan: [restart, restart]", "");
  of(2, "5s", "plan: [restart, restart]", never);
  of(2, "5s", "plan: [restart, { restart: 1s }], count: 2", "");
  of(1, "5s", "plan: [{ restart: 6s }], count: infinity", never);
  of(2, "10s", "plan: [{ restart: 5s }], count: infinity", "");
  of(3, "10s", "plan: [{ restart: 5s }], count: infinity", never);
  of(3, "10s", "plan: [{ restart: { delay: 4s, jitter: 0.5 } }], count: infinity", "");
});

test("two places are both told", () => {
  const related = (text: string) =>
    parseSpec(text, "yaml").problems.flatMap((problem) => problem.related?.map((one) => `${one.line}:${one.column}`));
  assert.deepEqual(related("name: t\nchildren:\n  - { id: a, run: a }\n  - { id: a, run: b }"), ["3:11"]);
  assert.deepEqual(related("name: t\nchildren: [{ id: a, run: a, plan: [stop], restart: permanent }]"), ["2:29"]);
  const { problems } = parseSpec("name: t\nchildren: [{ id: a, run: a, plan: [stop, restart, wait] }]", "yaml");
  assert.deepEqual([problems[0]?.column, problems[0]?.endColumn], [42, 55]);
});

test("every code has been seen in this file", () => {
  assert.deepEqual(
    Object.keys(problemCodes).filter((code) => !seen.has(code)),
    // of config modules, which have no text, and of the machine: test/cli/config-module.test.ts and test/machine have them
    ["module_failed", "command_not_found", "not_executable", "missing_file", "missing_folder", "missing_script"],
  );
});
