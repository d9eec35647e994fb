import { test } from "node:test";
import fc from "fast-check";
import { TextDocument } from "vscode-languageserver-textdocument";
import { childPlaces, lensesOf } from "../../language/children.ts";
import { completionsAt } from "../../language/completion.ts";
import { diagnosticsOf } from "../../language/diagnostics.ts";
import { differencesFrom } from "../../language/differences.ts";
import { fileAt, linksOf } from "../../language/files.ts";
import { foldingOf } from "../../language/folding.ts";
import { formatting } from "../../language/format.ts";
import { hoverAt } from "../../language/hover.ts";
import { highlightsAt, referencesAt } from "../../language/references.ts";
import { renameable, renamed } from "../../language/rename.ts";
import { selectionsAt } from "../../language/selection.ts";
import { symbolsOf } from "../../language/symbols.ts";
import { tokensOf } from "../../language/tokens.ts";

const spec = `name: fleet
default: { run: a }
children:
  - &a { id: a, run: node 'a b', plan: [restart, { when: [{ code: 1, do: stop }] }] }
  - <<: *a
    id: b
`;
const disk = { isFile: () => true, read: () => spec };
const running = { plan: null, strategy: null, intensity: null, children: [] };
const edited = fc
  .tuple(fc.nat(spec.length), fc.nat(20), fc.string({ unit: fc.constantFrom(...":-{}[]&*!|\n \t'\"#,a1\uE000") }))
  .map(([at, drop, add]) => spec.slice(0, at) + add + spec.slice(at + drop));

test("no text and no position make the server throw", () => {
  fc.assert(
    fc.property(edited, fc.nat(), fc.constantFrom("yaml", "json"), (text, at, languageId) => {
      const document = TextDocument.create("file:///supertree", languageId, 1, text);
      const position = document.positionAt(at % (text.length + 1));
      const offset = document.offsetAt(position);
      completionsAt(document, position);
      hoverAt(document, position);
      symbolsOf(document);
      foldingOf(document);
      selectionsAt(document, [position]);
      tokensOf(document);
      childPlaces(document);
      lensesOf(document);
      linksOf(document, disk);
      fileAt(document, offset, disk);
      referencesAt(document, offset, true);
      highlightsAt(document, offset);
      renameable(document, offset);
      renamed(document, offset, text.slice(0, 3));
      formatting(document, 2);
      differencesFrom({ text, format: "yaml", children: [{ path: "fleet/a", restart: "permanent", running }] });
      diagnosticsOf(text, "yaml");
    }),
    { numRuns: 300, examples: [[`:\n[${spec}`, spec.length - 10, "yaml"]] },
  );
});
