import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { TextDocument } from "vscode-languageserver-textdocument";
import { Lexer, parse } from "yaml";
import { formatting, inForm } from "../../language/format.ts";

function check(text: string, expected: string, languageId: "yaml" | "json" = "yaml"): void {
  const document = TextDocument.create(`file:///supertree.${languageId}`, languageId, 1, text);
  const answer = formatting(document, 2);
  assert.equal(answer.ok ? TextDocument.applyEdits(document, answer.value) : answer.message, expected);
}

test("a spec gets its usual form; words, comments and blank lines stay", () => {
  check(
    "# the shop\nname:   shop\n\nchildren:\n- id: db   # first\n  run:  'node db'\n  plan: [restart,{restart: 5s}]\n",
    "# the shop\nname: shop\n\nchildren:\n  - id: db # first\n    run: 'node db'\n    plan: [restart, { restart: 5s }]\n",
  );
  check("name: t\r\nchildren:\r\n- id: a\r\n", "name: t\r\nchildren:\r\n  - id: a\r\n");
  check("", "");
  check("# nothing yet\n", "# nothing yet\n");
});

test("JSON keeps on one line what is on one line", () => {
  check(
    '{"name":"t",\n\n"children":[ {"id":"a","plan":["restart",{"restart":"5s"}]},\n{ "id": "b" } ]}',
    '{\n  "name": "t",\n\n  "children": [\n    { "id": "a", "plan": ["restart", { "restart": "5s" }] },\n    { "id": "b" }\n  ]\n}\n',
    "json",
  );
});

test("a file with an error of syntax is left as it is", () => {
  const answer = inForm("name: [\n", "yaml", 2);
  assert.ok(!answer.ok);
  assert.match(answer.message, /^The spec has an error of syntax \(.+\)\. Mend it first, then format\.$/);
});

test("some lines are formatted where they have a form of their own", () => {
  const text = "name:   t\nstrategy:   one_for_all\nintensity:   {restarts: 1, period: 5s}\n";
  const document = TextDocument.create("file:///supertree.yaml", "yaml", 1, text);
  const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 5 } };
  const answer = formatting(document, 2, range);
  assert.ok(answer.ok);
  const expected = "name:   t\nstrategy: one_for_all\nintensity:   {restarts: 1, period: 5s}\n";
  assert.equal(TextDocument.applyEdits(document, answer.value), expected);
});

const word = fc.constantFrom(
  "restart",
  "a b",
  "5s",
  "'quoted'",
  '"x"',
  "1.50",
  "0x1f",
  "~",
  "true",
  "|\n      two\n      lines",
);
const remark = fc.constantFrom("", " # why", "\n    # on its own", "\n\n    # after a blank line", "\n\n\n");
const entry = fc
  .tuple(fc.constantFrom("run", "cwd", "args", "env"), fc.constantFrom(" ", "   "), word, remark)
  .map(([key, space, value, after]) => `    ${key}:${space}${value}${value.startsWith("|") ? "" : after}`);
const child = fc
  .tuple(fc.nat(2), fc.uniqueArray(entry, { maxLength: 3, selector: (text) => text.trim().split(":")[0] }))
  .map(([n, entries]) => [`  - id:  c${n}`, ...entries].join("\n"));
const document = fc
  .tuple(
    fc.constantFrom("", "# head\n", "\n\n# head\n\n"),
    fc.array(child, { maxLength: 4 }),
    fc.constantFrom("", "# end\n"),
  )
  .map(([head, children, end]) => `${head}name: t\nchildren:\n${children.join("\n")}\n${end}`);

test("formatting changes no value and no comment, and a second time nothing", () => {
  let done = 0;
  fc.assert(
    fc.property(document, (text) => {
      const answer = inForm(text, "yaml", 2);
      if (!answer.ok) return;
      done += 1;
      const again = inForm(answer.value, "yaml", 2);
      const document = TextDocument.create("file:///supertree.yaml", "yaml", 1, text);
      const edits = formatting(document, 2);
      assert.equal(edits.ok && TextDocument.applyEdits(document, edits.value), answer.value);
      assert.deepEqual(parse(answer.value), parse(text));
      assert.deepEqual(comments(answer.value), comments(text));
      assert.deepEqual(again, answer);
    }),
    { numRuns: 300 },
  );
  assert.ok(done > 150, `only ${done} of 300 were formatted`);
});

test("JSON: the same, for any value", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.nat(4), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      const answer = inForm(text, "json", 2);
      assert.ok(answer.ok, text);
      assert.equal(JSON.stringify(JSON.parse(answer.value)), JSON.stringify(JSON.parse(text)));
      assert.deepEqual(inForm(answer.value, "json", 2), answer);
    }),
    { numRuns: 200 },
  );
});

function comments(text: string): string[] {
  return [...new Lexer().lex(text)].filter((lexeme) => lexeme.startsWith("#")).map((comment) => comment.trimEnd());
}
