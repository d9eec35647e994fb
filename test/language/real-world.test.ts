import { test } from "node:test";
import fc from "fast-check";
import { TextDocument } from "vscode-languageserver-textdocument";
import { actionsAt } from "../../language/actions/index.ts";
import { completionsAt } from "../../language/completion.ts";
import { diagnosticsOf } from "../../language/diagnostics.ts";
import { hoverAt } from "../../language/hover.ts";
import { symbolsOf } from "../../language/symbols.ts";

/** Texts of the kinds that people have in their projects, few of them specs. */
const texts: Record<string, string> = {
  compose:
    'services:\n  web:\n    image: "nginx:1"\n    ports: ["80:80"]\n    depends_on: [db]\n  db:\n    image: postgres\n    environment:\n      - POSTGRES_PASSWORD=x\n',
  workflow:
    "on: [push]\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: |\n          npm ci\n          npm test\n        env: { CI: true }\n",
  kubernetes:
    "apiVersion: v1\nkind: Service\nmetadata: {name: a, labels: {x: y}}\nspec:\n  ports:\n  - port: 80\n    targetPort: http\n---\nkind: Pod\n",
  anchors:
    "name: t\nbase: &base\n  run: node a\nchildren:\n  - <<: *base\n    id: a\n  - <<: [*base, { restart: temporary }]\n    id: b\n  - *base\n",
  loop: "name: t\nchildren: &c\n  - id: a\n    supervisor: {}\n    children: *c\n",
  blocks:
    "name: t\nchildren:\n  - id: a\n    run: >-\n      node\n      a.js\n    env:\n      T: |+\n        - x\n\n  - id: b\n    run: |2\n        node b\n",
  crlf: "name: t\r\nchildren:\r\n  - id: a\r\n    run: node a\r\n    plan: [stop, restart]\r\n  - id: a\r\n    run: b\r\n",
  tabs: "name: t\nchildren:\n\t- id: a\n\t  run: b\n  - id:\ta\n    run: b\n",
  bom: "\uFEFFname: t\nchildren:\n  - { id: a, run: b, plan: [stop, restart] }\n",
  tags: "name: !!str t\nchildren: !list\n  - !<tag:x> { id: !!int a, run: !env X }\n",
  keys: "? [a, b]\n: c\n? { x: y }\n: - d\n1: 2\nnull: ~\ntrue: no\nchildren:\n  ? id\n  : a\n",
  json: '{ "name": "t", "children": [ { "id": "a", "run": ["node", 5], "plan": ["stop", "restart"] }, ] }',
  unicode: "name: 日本\nchildren:\n  - id: \"\\u0061\\x62\"\n    run: node '🌲.js'\n    plan: [stop, restart] # 👍\n",
  directive: "%YAML 1.1\n%TAG ! tag:x,2000:\n--- # first\nname: t\n...\n",
};

test("no text of the kinds that occur, whole or half-written, makes the server throw", () => {
  const text = fc.constantFrom(...Object.values(texts));
  const junk = fc.string({ unit: fc.constantFrom(..."-:{}[]&*!|>'\"#,% \n\r\ta1\uFEFF\uE000"), maxLength: 4 });
  fc.assert(
    fc.property(text, fc.nat(), fc.nat(8), junk, fc.nat(), (whole, at, drop, add, offset) => {
      const from = at % (whole.length + 1);
      look(whole.slice(0, from) + add + whole.slice(from + drop), offset);
    }),
    { numRuns: 400 },
  );
  for (const whole of Object.values(texts)) for (let at = 0; at <= whole.length; at += 3) look(whole, at);
});

function look(text: string, offset: number): void {
  for (const languageId of ["yaml", "json"] as const) {
    const document = TextDocument.create(`file:///supertree.${languageId}`, languageId, 1, text);
    const position = document.positionAt(offset % (text.length + 1));
    diagnosticsOf(text, languageId);
    completionsAt(document, position, true);
    hoverAt(document, position);
    symbolsOf(document);
    actionsAt(document, { start: position, end: position }, { uri: document.uri, page: "" });
  }
}
