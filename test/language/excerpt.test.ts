import assert from "node:assert/strict";
import { test } from "node:test";
import { TextDocument } from "vscode-languageserver-textdocument";
import { completionsAt } from "../../language/completion.ts";
import { excerptAt } from "../../language/excerpt.ts";
import { hoverAt } from "../../language/hover.ts";

const yaml = `name: shop
children:
  # the base
  - id: db
    run: node db.js
    plan: [restart, { restart: 5s }]
  - id: api
    run: node api.js

    restart: permanent
  - { id: web, run: node web.js, stop: { timeout: 5s } }
intensity: { restarts: 5, period: 10s }
`;
const json = JSON.stringify(
  {
    name: "shop",
    children: [
      { id: "db", run: "a", restart: "permanent" },
      { id: "api", run: "b", plan: ["restart"] },
    ],
    strategy: "one_for_all",
  },
  null,
  2,
);

/** Every line whose neighbours are left out keeps its place, and what is said of it stays the same. */
for (const [languageId, text] of Object.entries({ yaml, json })) {
  test(`a place of ${languageId} means in an excerpt what it means in the whole`, () => {
    const document = TextDocument.create(`file:///supertree.${languageId}`, languageId, 1, text);
    for (let offset = 0; offset < text.length; offset++) {
      const position = document.positionAt(offset);
      const excerpt = excerptAt(document, position);
      assert.equal(excerpt.lineCount, document.lineCount);
      assert.deepEqual(hoverAt(excerpt, position), hoverAt(document, position));
      if (/\w/.test(text.charAt(offset - 1)))
        assert.deepEqual(completionsAt(excerpt, position), completionsAt(document, position));
    }
  });
}

test("of many children but one is left", () => {
  const document = TextDocument.create("file:///supertree.yaml", "yaml", 1, yaml);
  const excerpt = excerptAt(document, { line: 7, character: 0 }).getText();
  assert.deepEqual(excerpt.match(/id: \w+/g), ["id: api"]);
  assert.match(excerpt, /intensity/);
});
