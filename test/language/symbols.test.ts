import assert from "node:assert/strict";
import { test } from "node:test";
import type { DocumentSymbol } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { symbolsOf } from "../../language/symbols.ts";

function check(text: string, expected: string): void {
  const document = TextDocument.create("file:///supertree.yaml", "yaml", 1, text);
  const draw = ({ name, detail, selectionRange, children = [] }: DocumentSymbol, indent: string): string[] => [
    `${indent}${name} (${detail}) @${selectionRange.start.line + 1}:${selectionRange.start.character + 1}`,
    ...children.flatMap((child) => draw(child, `${indent}  `)),
  ];
  assert.equal(
    symbolsOf(document)
      .flatMap((symbol) => draw(symbol, ""))
      .join("\n"),
    expected.trim(),
  );
}

test("the outline is the tree", () => {
  check(
    `name: fleet
strategy: rest_for_one
children:
  - id: api
    run: node api.ts
  - id: devices
    supervisor: {}
    children: { from: 1, to: 200, id: "device-{n}" }
`,
    `
fleet (rest_for_one) @1:7
  api (node api.ts) @4:9
  devices (one_for_one) @6:9
    device-{n} (1–200) @8:39`,
  );
});

test("a half-written spec keeps its outline", () => {
  check("name: fleet\nchildren:\n  - id: api\n    run: [node\n", "fleet (one_for_one) @1:7\n  api () @3:9");
  check("children:\n  - run: a", "(no name yet) (one_for_one) @1:1\n  (no name yet) (a) @2:5");
  check("", "");
  check("- a", "");
});

test("what a broken line swallows is found all the same", () => {
  const after = (line: string) => `name: f\nchildren:\n  - id: a\n${line}\n  - id: b\n    run: y\n`;
  const both = (line: string) => check(after(line), "f (one_for_one) @1:7\n  a () @3:9\n  b (y) @5:9");
  both("    plan: [restart,");
  both('    run: "x');
  both("    env: { A: 1");
  both("\trun: x");
  both("    ru");
  check("name: f\nst\nchildren:\n  - id: a\n", "f (one_for_one) @1:7\n  a () @4:9");
});
