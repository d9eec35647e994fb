import assert from "node:assert/strict";
import { test } from "node:test";
import type { CodeAction } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { actionsAt } from "../../language/actions/index.ts";
import { parseSpec, toDocument } from "../../spec/index.ts";
import { cursor } from "./cursor.ts";

const labels = { uri: "file:///supertree.yaml", page: "file:///PROBLEMS.md" };

function offered(marked: string, languageId = "yaml") {
  const { document, position } = cursor(marked, languageId);
  return { document, actions: actionsAt(document, { start: position, end: position }, labels) };
}

/** The text after the action of this name; the text must have fewer problems then, or be as good as before. */
function check(marked: string, title: string, expected: string, languageId = "yaml"): void {
  const { document, actions } = offered(marked, languageId);
  const action = actions.find((one) => one.title === title);
  assert.ok(action, `${title} is not offered; these are: ${actions.map((one) => one.title).join(" | ")}`);
  assert.equal(applied(document, action), expected);
}

function applied(document: TextDocument, { edit }: CodeAction): string {
  return TextDocument.applyEdits(document, edit?.changes?.[document.uri] ?? []);
}

function titles(marked: string, expected: string): void {
  const { actions } = offered(marked);
  assert.equal(actions.map(({ title }) => title).join(" | "), expected);
}

const child = (lines: string) => `name: t\nchildren:\n  - id: a # first\n${lines.replace(/^/gm, "    ")}\n# end\n`;

test("the nearest word takes the place of a wrong one", () => {
  check(child("run: a\nrest<|>rt: permanent"), "Replace by restart", child("run: a\nrestart: permanent"));
  check(
    "name: t\nstrategy: one_for_w<|>on # why\n",
    "Replace by one_for_one",
    "name: t\nstrategy: one_for_one # why\n",
  );
  check(child("run: a\nplan: [restrat<|>, stop]"), "Replace by restart", child("run: a\nplan: [restart, stop]"));
  check(
    child("run: a\nstop: { signal: SIG<|>TREM }"),
    "Replace by SIGTERM",
    child("run: a\nstop: { signal: SIGTERM }"),
  );
  check(
    "name: t\nchildren:\n  - { id: db, run: a }\n  - { id: b, run: a, needs: [bd<|>] }\n",
    "Replace by db",
    "name: t\nchildren:\n  - { id: db, run: a }\n  - { id: b, run: a, needs: [db] }\n",
  );
  check(
    '{ "name": "t", "stra<|>tgy": "one_for_all" }',
    "Replace by strategy",
    '{ "name": "t", "strategy": "one_for_all" }',
    "json",
  );
});

test("units and quotes", () => {
  check(child("run: a\nplan: [{ restart: 5<|> }, stop]"), "Write 5s", child("run: a\nplan: [{ restart: 5s }, stop]"));
  check(child('run: a\nplan: [{ restart: "5<|>" }]'), "Write 5ms", child('run: a\nplan: [{ restart: "5ms" }]'));
  check(child("run: a\nenv: { PORT: 80<|>80 }"), "Put it in quotes", child('run: a\nenv: { PORT: "8080" }'));
  check(
    "name: t\ndynamic: { start_rate: 5<|>0/d }\n",
    "Write it per second",
    "name: t\ndynamic: { start_rate: 50/d }\n".replace("50/d", "50/s"),
  );
  check(
    child("run: a\nready: { http: local<|>host }"),
    "Write http:// before it",
    child('run: a\nready: { http: "http://localhost" }').replaceAll('"', ""),
  );
});

test("plans", () => {
  check(child("run: a\nplan: [stop, res<|>tart, wait]"), "Remove what is never reached", child("run: a\nplan: [stop]"));
  check(
    child("run: a\nplan:\n  - stop # ends\n  - res<|>tart # never\n  - wait"),
    "Remove what is never reached",
    child("run: a\nplan:\n  - stop # ends"),
  );
  check(child("run: a\nplan: [stop]\nrest<|>art: permanent"), "Remove restart", child("run: a\nplan: [stop]"));
  check(child("run: a\nplan: [stop]\nrest<|>art: permanent"), "Remove plan", child("run: a\nrestart: permanent"));
  check(child("run: a\nplan: <|>[]"), "Write plan: [stop]", child("run: a\nplan: [stop]"));
  check(child("run: a\nplan: [stop]\ncount: <|>2"), "Remove count", child("run: a\nplan: [stop]"));
  check(child("run: a\nplan: [restart]\ncount: <|>0"), "Write count: 1", child("run: a\nplan: [restart]\ncount: 1"));
  check(
    child("run: a\nplan: <|>[restart]\ncount: infinity"),
    "Wait 1s before the restart",
    child("run: a\nplan: [{ restart: 1s }]\ncount: infinity"),
  );
  check(
    child("run: a\nplan: [<|>{ when: [{ code: 1, do: stop }] }]"),
    "Restart in all other cases",
    child("run: a\nplan: [{ when: [{ code: 1, do: stop }, { do: restart }] }]"),
  );
});

test("ids and needs", () => {
  check(
    "name: t\nchildren:\n  - { id: a, run: a }\n  - { id: a<|>, run: b } # other\n",
    "Rename it to a-2",
    "name: t\nchildren:\n  - { id: a, run: a }\n  - { id: a-2, run: b } # other\n",
  );
  check(
    "name: t\nchildren:\n  - r<|>un: node src/api.ts\n",
    "Write id: api",
    "name: t\nchildren:\n  - run: node src/api.ts\n    id: api\n",
  );
  check(
    "name: t\nchildren:\n  - id: a\n    run: a\n    needs: [b<|>]\n  # the base\n  - id: b # b\n    run: b\n  - id: c\n    run: c",
    "Move b above",
    "name: t\nchildren:\n  # the base\n  - id: b # b\n    run: b\n  - id: a\n    run: a\n    needs: [b]\n  - id: c\n    run: c",
  );
  check(
    "name: t\nchildren: [{ id: a, run: a, needs: [b<|>] }, { id: b, run: b }]",
    "Move b above",
    "name: t\nchildren: [{ id: b, run: b }, { id: a, run: a, needs: [b] }]",
  );
  check(
    "name: t\nchildren:\n  - { id: a, run: a }\n  - { id: b, run: b, needs: [a<|>] }\n",
    "Write strategy: rest_for_one",
    "name: t\nstrategy: rest_for_one\nchildren:\n  - { id: a, run: a }\n  - { id: b, run: b, needs: [a] }\n",
  );
});

test("supervisors", () => {
  check(
    "name: t\nchil<|>dren: { from: 1, to: 2, id: 'd{n}' }\n",
    "Add a default child spec",
    "name: t\ndefault: { run: node app.js }\nchildren: { from: 1, to: 2, id: 'd{n}' }\n",
  );
  check(
    "name: t\ndynamic: { max: 1 }\nchil<|>dren: [{ id: a, run: a }, { id: b, run: b }]",
    "Write max: 2",
    "name: t\ndynamic: { max: 2 }\nchildren: [{ id: a, run: a }, { id: b, run: b }]",
  );
  check(
    "name: t\nintensity: { restarts: <|>0, period: 5s }\nchildren: [{ id: a, run: a }]",
    "Write restarts: 1",
    "name: t\nintensity: { restarts: 1, period: 5s }\nchildren: [{ id: a, run: a }]",
  );
  check(child("run: node a &<|>& node b"), "Let a shell run it (sh -c)", child("run: sh -c 'node a && node b'"));
  check(child("run: a\nstop: { timeout: inf<|>inity }"), "Write timeout: 30s", child("run: a\nstop: { timeout: 30s }"));
});

test("OTP's way and a plan are exchanged", () => {
  check(
    child("run: a\nre<|>start: transient # as OTP"),
    "Write restart: transient as a plan",
    child(
      "run: a\nplan: [{ when: [{ reason: normal, do: delete }, { reason: shutdown, do: delete }, { do: restart }] }] # as OTP\ncount: infinity",
    ),
  );
  check(
    child("run: a\npl<|>an: [delete]"),
    "Write the plan as restart: temporary",
    child("run: a\nrestart: temporary"),
  );
});

test("equal siblings get a default, and mean the same", () => {
  const before =
    "name: t\nchildren:\n  - id: a # one\n    run: node x\n    plan: [stop]\n  - id: <|>b\n    run: node x\n    plan: [stop]\n";
  const after =
    "name: t\ndefault: { run: node x, plan: [stop] }\nchildren:\n  - id: a # one\n    append: true\n  - id: b\n    append: true\n";
  check(before, "Extract run, plan into a default child spec", after);
  const children = (text: string) => parseSpec(text, "yaml").tree?.root.children.map((each) => toDocument(each));
  assert.deepEqual(children(after), children(before.replace("<|>", "")));
});

test("listed children that differ by a number become a dynamic group", () => {
  check(
    "name: t\nchildren:\n  - { id: d-1, run: node d.ts d-1 }\n  - { id: d-2<|>, run: node d.ts d-2 }\n",
    "Make d-{n} a dynamic group of 2",
    'name: t\ndynamic: {}\ndefault: { run: "node d.ts {id}" }\nchildren: { from: 1, to: 2, id: "d-{n}" }\n',
  );
});

test("nothing is offered where nothing is wrong, and no fix makes it worse", () => {
  titles("name: <|>t\nchildren:\n  - id: a\n    run: a\n", "");
  titles("name: t\nchildren: [{ id: a, ru: <|>5 }]", "");
});
