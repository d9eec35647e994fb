import assert from "node:assert/strict";
import { test } from "node:test";
import { TextDocument } from "vscode-languageserver-textdocument";
import { completionsAt } from "../../language/completion.ts";
import { cursor } from "./cursor.ts";

/** The labels that are offered at the cursor. */
function check(marked: string, expected: string, languageId = "yaml"): void {
  const { document, position } = cursor(marked, languageId);
  const labels = completionsAt(document, position).map(({ label }) => label);
  assert.equal(labels.join(" | "), expected);
}

/** The text after the first offer of this name has been taken. */
function take(marked: string, label: string, expected: string, languageId = "yaml"): void {
  const { document, position } = cursor(marked, languageId);
  const item = completionsAt(document, position).find((one) => one.label === label);
  assert.ok(item?.textEdit && "range" in item.textEdit, `${label} is not offered`);
  assert.equal(TextDocument.applyEdits(document, [item.textEdit]), expected);
}

test("keys that are not there yet", () => {
  check(
    "<|>",
    "$schema | name | strategy | intensity | auto_shutdown | dynamic | default | report | trace | logs | children",
  );
  check(
    "name: t\nst<|>\n",
    "$schema | strategy | intensity | auto_shutdown | dynamic | default | report | trace | logs | children",
  );
  check("name: t\nintensity: { <|> }", "restarts | period");
  check("name: t\nintensity:\n  restarts: 1\n  <|>", "period");
});

test("keys of a child, by what it is", () => {
  check(
    "children:\n  - id: a\n    run: a\n    <|>",
    "args | cwd | env | ready | alive | stop | max_uptime | hot | debug | plan | count | restart | significant | needs | append",
  );
  check("children:\n  - id: a\n    supervisor: {}\n    <|>", "children | plan | count | restart | significant | needs");
  check("children:\n  - id: a\n    supervisor:\n      <|>", "strategy | intensity | auto_shutdown | dynamic | default");
});

test("words and examples of a value", () => {
  check("strategy: <|>", "one_for_one | one_for_all | rest_for_one");
  check("strategy: one_<|>\nname: t", "one_for_one | one_for_all | rest_for_one");
  check("children:\n  - id: a\n    restart: <|>", "permanent | transient | temporary");
  check("children:\n  - id: a\n    significant: <|>", "true | false");
  check("children:\n  - id: a\n    count: <|>", "infinity");
  check("children:\n  - id: a\n    ready: { port: 80, timeout: <|> }", "500ms | 5s | 1m | 1h");
});

test("what a child may need: siblings above it that are not there yet", () => {
  const spec = (needs: string) =>
    `children:\n  - { id: db, run: a }\n  - { id: queue, run: a }\n  - { id: api, run: a, needs: ${needs} }\n  - { id: web, run: a }`;
  check(spec("[<|>]"), "db | queue");
  check(spec("[db, q<|>]"), "queue");
  check("children:\n  - id: db\n    run: a\n  - id: api\n    needs:\n      - <|>", "db");
  take(
    "children: [{ id: my db }, { id: b, needs: [<|>] }]",
    "my db",
    "children: [{ id: my db }, { id: b, needs: [my db] }]",
  );
  check("children:\n  - id: a\n    ready: { <|> }", "port | host | timeout | http | log | fd | command | every");
  check("children:\n  - id: a\n    alive: { command: x, <|> }", "every | timeout | failures");
});

test("plan elements", () => {
  const elements =
    "restart | wait | delete | stop | { restart: 5s } | { restart: { delay: 1s, factor: 2, max: 1m } } | { stop: gave_up } | " +
    "{ when: [{ code: 0, do: delete }, { do: restart }] }";
  check("children:\n  - id: a\n    plan: [restart, <|>]", elements);
  check("children:\n  - id: a\n    plan: [<|>", elements);
  check("children:\n  - id: a\n    plan: <|>", "default");
});

test("nothing where everything may stand", () => {
  check("name: <|>", "");
  check("name: t # st<|>", "");
  check("children:\n  - id: a\n    run: node <|>", "");
  check("[".repeat(1000).concat("<|>"), "");
});

test("what is taken fits what is there", () => {
  take("name: t\nst<|>", "strategy", "name: t\nstrategy: ");
  take("name: t\nstr<|>: one_for_one", "strategy", "name: t\nstrategy: one_for_one");
  take(
    "plan: x\nchildren: [{ id: a, plan: [re<|>] }]",
    "{ restart: 5s }",
    "plan: x\nchildren: [{ id: a, plan: [{ restart: 5s }] }]",
  );
  take('{ "<|>" }', "name", '{ "name" }', "json");
  take('{ "strategy": <|> }', "one_for_all", '{ "strategy": "one_for_all" }', "json");
  take('{ "strategy": "<|>" }', "one_for_all", '{ "strategy": "one_for_all" }', "json");
});
