import { test } from "node:test";
import fc from "fast-check";
import { TextDocument } from "vscode-languageserver-textdocument";
import { completionsAt } from "../../language/completion.ts";
import { diagnosticsOf } from "../../language/diagnostics.ts";
import { hoverAt } from "../../language/hover.ts";
import { symbolsOf } from "../../language/symbols.ts";

const spec = `name: fleet
default: { run: a }
children:
  - &a { id: a, run: node 'a b', plan: [restart, { when: [{ code: 1, do: stop }] }] }
  - <<: *a
    id: b
`;
const edited = fc
  .tuple(fc.nat(spec.length), fc.nat(20), fc.string({ unit: fc.constantFrom(...":-{}[]&*!|\n \t'\"#,a1\uE000") }))
  .map(([at, drop, add]) => spec.slice(0, at) + add + spec.slice(at + drop));

test("no text and no position make the server throw", () => {
  fc.assert(
    fc.property(edited, fc.nat(), fc.constantFrom("yaml", "json"), (text, offset, languageId) => {
      const document = TextDocument.create("file:///supertree", languageId, 1, text);
      const position = document.positionAt(offset % (text.length + 1));
      completionsAt(document, position);
      hoverAt(document, position);
      symbolsOf(document);
      diagnosticsOf(text, "yaml");
    }),
    { numRuns: 300, examples: [[`:\n[${spec}`, spec.length - 10, "yaml"]] },
  );
});
