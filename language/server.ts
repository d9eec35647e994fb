import { type Connection, TextDocumentSyncKind, TextDocuments } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type WriteBackAnswer, writeBackRequest } from "../wire/index.ts";
import { completionsAt } from "./completion.ts";
import { diagnosticsOf, formatOf } from "./diagnostics.ts";
import { hoverAt } from "./hover.ts";
import { serveStructure, structureCapabilities } from "./structure.ts";
import { writtenBack } from "./write-back.ts";

/** Answers an editor: what is wrong with each open spec, and what may stand or is meant at a place of it. */
export function serve(connection: Connection): void {
  const documents = new TextDocuments(TextDocument);
  const stale = new Set<string>();
  /** A config module is checked by TypeScript, and run only where somebody asked for it: never here. */
  const specAt = (uri: string) => (/\.[mc]?[jt]s$/.test(uri) ? undefined : documents.get(uri));

  connection.onInitialize(({ initializationOptions }) => ({
    capabilities: {
      textDocumentSync: TextDocumentSyncKind.Incremental,
      completionProvider: { triggerCharacters: [" ", "{", "[", '"'] },
      hoverProvider: true,
      ...structureCapabilities(initializationOptions),
    },
    serverInfo: { name: "supertree" },
  }));

  /** All changes that have arrived already are judged once, at the newest version, without making anybody wait. */
  documents.onDidChangeContent(({ document: { uri } }) => {
    if (stale.size === 0) setImmediate(judge);
    stale.add(uri);
  });
  const judge = () => {
    for (const uri of stale) {
      const document = specAt(uri);
      if (document) void publish(document);
    }
    stale.clear();
  };
  const publish = (document: TextDocument) => {
    const { uri, version, languageId } = document;
    const diagnostics = diagnosticsOf(document.getText(), formatOf(uri, languageId));
    return connection.sendDiagnostics({ uri, version, diagnostics });
  };

  documents.onDidClose(({ document: { uri } }) => connection.sendDiagnostics({ uri, diagnostics: [] }));

  connection.onCompletion(({ textDocument, position }) => {
    const document = specAt(textDocument.uri);
    return document ? completionsAt(document, position) : [];
  });
  connection.onHover(({ textDocument, position }) => {
    const document = specAt(textDocument.uri);
    return document ? hoverAt(document, position) : null;
  });
  serveStructure(connection, specAt);
  connection.onRequest<WriteBackAnswer, void>(writeBackRequest.method, writtenBack);

  documents.listen(connection);
  connection.listen();
}
