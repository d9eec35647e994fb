import assert from "node:assert/strict";
import { test } from "node:test";
import { TextDocument } from "vscode-languageserver-textdocument";
import { childAt, highlightsAt, referencesAt } from "../../language/references.ts";
import { renameable, renamed } from "../../language/rename.ts";
import { cursor } from "./cursor.ts";

const spec = `name: shop
children:
  - id: d<|>b
    run: a
  - { id: 'queue', run: a, needs: ["db"] }
  - id: api
    run: node db
    needs: [db, queue]
  - id: far
    supervisor: {}
    children:
      - { id: db, run: a }
      - { id: near, run: a, needs: [db] }
`;

/** Renames what is at the cursor and compares the whole text, or the refusal. */
function rename(marked: string, to: string, expected: string, languageId = "yaml"): void {
  const { document, position } = cursor(marked, languageId);
  const answer = renamed(document, document.offsetAt(position), to);
  const edits = answer.ok ? (answer.value.changes?.[document.uri] ?? []) : [];
  assert.equal(answer.ok ? TextDocument.applyEdits(document, edits) : answer.message, expected);
}

test("an id is renamed with everything that needs it, on its own level only", () => {
  const text = spec.replace("<|>", "");
  const expected = text
    .replace("- id: db", "- id: pg")
    .replace('["db"]', '["pg"]')
    .replace("[db, queue]", "[pg, queue]");
  rename(spec, "pg", expected);
  rename(text.replace("[db, queue]", "[d<|>b, queue]"), "pg", expected);
  rename(
    text.replace("needs: [db] }", "needs: [<|>db] }"),
    "x",
    text.replace("{ id: db", "{ id: x").replace(/\[db\] }\n$/, "[x] }\n"),
  );
  rename("name: fl<|>eet\n", "shop", "name: shop\n");
});

test("an id keeps its quotes and gets those it needs", () => {
  rename("children: [{ id: 'a<|>' }]", "it's", "children: [{ id: 'it''s' }]");
  rename("children: [{ id: a<|>, needs: [] }]", "1", 'children: [{ id: "1", needs: [] }]');
  rename("children: [{ id: a<|> }]", "true", 'children: [{ id: "true" }]');
  rename("children: [{ id: a<|> }]", "a, b", 'children: [{ id: "a, b" }]');
  rename("children: [{ id: a<|> }]", "größe 2", "children: [{ id: größe 2 }]");
  rename('{ "children": [{ "id": "a<|>" }] }', "b", '{ "children": [{ "id": "b" }] }', "json");
  rename("children: { from: 1, to: 2, id: 'd-<|>{n}' }", "x-{n}", "children: { from: 1, to: 2, id: 'x-{n}' }");
});

test("a rename that would not be right is refused in words", () => {
  const one = "children:\n  - id: a<|>\n  - id: b\n";
  rename(one, "b", "A child beside it is called b already. Ids are unique below one supervisor.");
  rename(one, "", "An id is a word such as api or device-1; it cannot be empty.");
  rename(one, "a/b", "The id a/b has a slash, which separates ids in a path. Use - or _.");
  rename(one, "..", '".." is no id. Write a word such as api or device-1.');
  rename(
    "children: { from: 1, to: 2, id: 'd-<|>{n}' }",
    "x",
    "x would name all children of this template alike. Keep {n}, their number, in it.",
  );
  rename(
    "children:\n  - id: a<|>\n    plan: [restart\n",
    "b",
    "The spec has an error of syntax. Mend it first: a place that means this id could be missed.",
  );
  rename(
    "children: [{ id: a<|> }, { id: a }]",
    "b",
    "Two children are called a here, so that nobody knows which one is needed. Change one of them by hand.",
  );
  rename(
    "children: [{ id: a, needs: [b<|>] }]",
    "c",
    "No child beside this one has that id. Write the id of a sibling first.",
  );
  const nowhere = "Only a child's id and the tree's name can be renamed: place the cursor on one.";
  rename("children: [{ id: a, run: a<|> }]", "b", nowhere);
  rename("<|>", "b", nowhere);
});

test("before a rename the id is offered that is going to change", () => {
  const { document, position } = cursor(spec);
  assert.deepEqual(renameable(document, document.offsetAt(position)), {
    ok: true,
    value: { range: { start: { line: 2, character: 8 }, end: { line: 2, character: 10 } }, placeholder: "db" },
  });
});

test("definition, references and highlights of an id", () => {
  const { document, position } = cursor(spec.replace("<|>", "").replace("[db, queue]", "[d<|>b, queue]"));
  const offset = document.offsetAt(position);
  const lines = (places: { range: { start: { line: number } } }[]) => places.map(({ range }) => range.start.line + 1);
  assert.equal(childAt(document, offset)?.range.start.line, 2);
  assert.deepEqual(lines(referencesAt(document, offset, true)), [3, 5, 8]);
  assert.deepEqual(lines(referencesAt(document, offset, false)), [5, 8]);
  assert.deepEqual(
    highlightsAt(document, offset).map(({ kind }) => kind),
    [3, 2, 2],
  );
  assert.deepEqual(referencesAt(document, 0, true), []);
});
