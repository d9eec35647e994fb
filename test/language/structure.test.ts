import assert from "node:assert/strict";
import { test } from "node:test";
import { childPlaces, lensesOf } from "../../language/children.ts";
import { foldingOf } from "../../language/folding.ts";
import { selectionsAt } from "../../language/selection.ts";
import { tokenLegend, tokensOf } from "../../language/tokens.ts";
import { cursor } from "./cursor.ts";

const document = (text: string) => cursor(`${text}<|>`).document;

test("keys and list items of several lines fold, and so do comments", () => {
  const check = (text: string, expected: string) => {
    const folds = foldingOf(document(text)).map(({ startLine, endLine, kind }) => {
      return `${startLine + 1}-${endLine + 1}${kind ? ` ${kind}` : ""}`;
    });
    assert.equal(folds.join(", "), expected);
  };
  check("name: t\nchildren:\n  - id: a\n    run: a\n\n  - id: b\n", "2-6, 3-4");
  check("# one\n# two\nname: t\n", "1-2 comment");
  check("a:\n  b: [1,\n    2]\n  c: |\n    x\n    y\n", "1-6, 2-3, 4-6");
  check('{\n  "name": "t",\n  "children": [\n    { "id": "a" }\n  ]\n}\n', "1-6, 3-5");
  check("children:\n  - id: a\n    plan: [restart,\n  - id: b\n    run: x\n", "1-5, 2-3, 4-5");
  check("", "");
});

test("a selection grows from the word to the whole text", () => {
  const { document, position } = cursor("name: t\nchildren:\n  - id: a\n    plan: [re<|>start, wait]\n");
  const texts: string[] = [];
  for (let range = selectionsAt(document, [position])[0]; range; range = range.parent) {
    texts.push(document.getText(range.range));
  }
  assert.deepEqual(texts, [
    "restart",
    "[restart, wait]",
    "plan: [restart, wait]",
    "id: a\n    plan: [restart, wait]",
    "- id: a\n    plan: [restart, wait]",
    "children:\n  - id: a\n    plan: [restart, wait]",
    "name: t\nchildren:\n  - id: a\n    plan: [restart, wait]",
    "name: t\nchildren:\n  - id: a\n    plan: [restart, wait]\n",
  ]);
});

test("tokens: ids, plan elements, durations, words of a choice", () => {
  const check = (text: string, expected: string) => {
    const of = document(text);
    const { data } = tokensOf(of);
    const found: string[] = [];
    let [line, character] = [0, 0];
    for (let at = 0; at < data.length; at += 5) {
      const [lines = 0, characters = 0, length = 0, type = 0] = data.slice(at, at + 4);
      character = lines > 0 ? characters : character + characters;
      line += lines;
      const start = { line, character };
      const word = of.getText({ start, end: { line, character: character + length } });
      found.push(`${word}:${tokenLegend.tokenTypes[type]}`);
    }
    assert.equal(found.join(" "), expected);
  };
  check("name: t\nstrategy: one_for_all\nintensity: { period: 5s }", "t:class one_for_all:enumMember 5s:number");
  check(
    "children:\n  - id: a\n    run: 5s\n    restart: permanent\n    needs: [b]\n    max_uptime: 24h",
    "a:class permanent:enumMember b:class 24h:number",
  );
  check(
    "children: [{ id: a, plan: [restart, { restart: 5s }, { when: [{ code: 1, do: stop }] }, { stop: wait }] }]",
    "a:class restart:keyword restart:keyword 5s:number when:keyword do:keyword stop:keyword stop:keyword",
  );
  check("children: [{ id: a, plan: default, count: infinity }]", "a:class default:enumMember infinity:enumMember");
  check("dynamic: { start_rate: 50/s }", "50/s:number");
});

const fleet = `name: fleet
strategy: rest_for_one
children:
  - id: db
    run: a
    plan: [restart, { restart: 5s }]
  - { id: api, run: a, needs: [db] }
  - id: devices
    supervisor: { default: { run: a } }
    children: { from: 1, to: 20, id: "d-{n}" }
`;

test("where the children stand, for an editor that knows the running tree", () => {
  const places = childPlaces(document(fleet)).map(({ path, kind, name, plan }) => {
    return `${path} ${kind} ${name.start.line + 1}:${name.start.character + 1} ${plan.length}`;
  });
  assert.deepEqual(places, [
    "fleet supervisor 1:7 0",
    "fleet/db worker 4:9 2",
    "fleet/api worker 7:11 0",
    "fleet/devices supervisor 8:9 0",
    "fleet/devices/d-{n} template 10:38 0",
  ]);
});

test("lenses of an editor that does not know it", () => {
  const lenses = lensesOf(document(fleet)).map(({ range, command }) => `${range.start.line + 1} ${command?.title}`);
  assert.deepEqual(lenses, ["1 rest_for_one · 3 children", "4 needed by api", "8 one_for_one · 20 children"]);
});
