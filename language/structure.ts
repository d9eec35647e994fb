import { type Connection, ErrorCodes, ResponseError, type ServerCapabilities } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { childrenRequest, differencesRequest } from "../wire/index.ts";
import { childPlaces, lensesOf } from "./children.ts";
import { differencesFrom } from "./differences.ts";
import { disk } from "./disk.ts";
import { fileAt, linksOf } from "./files.ts";
import { foldingOf } from "./folding.ts";
import { formatting } from "./format.ts";
import { childAt, highlightsAt, referencesAt } from "./references.ts";
import { type Asked, renameable, renamed } from "./rename.ts";
import { selectionsAt } from "./selection.ts";
import type { Slices } from "./slices.ts";
import { symbolsOf } from "./symbols.ts";
import { tokenLegend, tokensOf } from "./tokens.ts";

/** What the server can say of a spec's structure. An editor that draws the running tree itself says `{ "live": true }` and gets no lenses. */
export function structureCapabilities(initializationOptions: unknown): ServerCapabilities {
  const live =
    typeof initializationOptions === "object" && initializationOptions !== null && "live" in initializationOptions;
  return live ? capabilities : { ...capabilities, codeLensProvider: {} };
}

const capabilities: ServerCapabilities = {
  documentSymbolProvider: true,
  foldingRangeProvider: true,
  selectionRangeProvider: true,
  renameProvider: { prepareProvider: true },
  definitionProvider: true,
  referencesProvider: true,
  documentHighlightProvider: true,
  documentLinkProvider: {},
  documentFormattingProvider: true,
  documentRangeFormattingProvider: true,
  semanticTokensProvider: { legend: tokenLegend, full: true },
};

/** Answers the requests of `structureCapabilities`, and those of an editor that knows the running tree. */
export function serveStructure(
  connection: Connection,
  specAt: (uri: string) => TextDocument | undefined,
  slices: Slices,
): void {
  const on = <P extends { textDocument: { uri: string } }, A>(
    answer: (document: TextDocument, params: P) => A,
    none: A,
  ) => {
    return async (params: P): Promise<A> => {
      const document = specAt(params.textDocument.uri);
      if (document) await slices.read(document);
      return document ? answer(document, params) : none;
    };
  };
  connection.onDocumentSymbol(on(symbolsOf, []));
  connection.onFoldingRanges(on(foldingOf, []));
  connection.onSelectionRanges(on((document, { positions }) => selectionsAt(document, positions), []));
  connection.onPrepareRename(
    on((document, { position }) => given(renameable(document, document.offsetAt(position))), null),
  );
  connection.onRenameRequest(
    on((document, { position, newName }) => given(renamed(document, document.offsetAt(position), newName)), null),
  );
  connection.onDefinition(
    on((document, { position }) => {
      const offset = document.offsetAt(position);
      return childAt(document, offset) ?? fileAt(document, offset, disk);
    }, null),
  );
  connection.onReferences(
    on((document, { position, context }) => {
      return referencesAt(document, document.offsetAt(position), context.includeDeclaration);
    }, []),
  );
  connection.onDocumentHighlight(
    on((document, { position }) => highlightsAt(document, document.offsetAt(position)), []),
  );
  connection.onDocumentLinks(on((document) => linksOf(document, disk), []));
  connection.onDocumentFormatting(on((document, { options }) => given(formatting(document, options.tabSize)), []));
  connection.onDocumentRangeFormatting(
    on((document, { options, range }) => given(formatting(document, options.tabSize, range)), []),
  );
  connection.languages.semanticTokens.on(on(tokensOf, { data: [] }));
  connection.onCodeLens(on(lensesOf, []));

  connection.onRequest(childrenRequest.method, async (params: unknown) => {
    const document = specAt(childrenRequest.params.parse(params).uri);
    if (document) await slices.read(document);
    return document ? childPlaces(document) : [];
  });
  connection.onRequest(differencesRequest.method, differencesFrom);
}

/** The answer, or the sentence that an editor shows in its place. */
function given<T>(asked: Asked<T>): T {
  if (asked.ok) return asked.value;
  throw new ResponseError(ErrorCodes.InvalidRequest, asked.message);
}
