import { type Connection, TextDocumentSyncKind, TextDocuments } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { thisMachine } from "../machine/index.ts";
import { type WriteBackAnswer, writeBackRequest } from "../wire/index.ts";
import { completionsAt } from "./completion.ts";
import { hoverAt } from "./hover.ts";
import { serveJudgement } from "./judging.ts";
import { offersAt } from "./offers.ts";
import { serveStructure, structureCapabilities } from "./structure.ts";
import { writtenBack } from "./write-back.ts";

/** Answers an editor: what is wrong with each open spec, and what may stand or is meant at a place of it. `page` is the address of the page that explains every problem. */
export function serve(connection: Connection, page: string): void {
  const documents = new TextDocuments(TextDocument);
  /** A config module is checked by TypeScript, and run only where somebody asked for it: never here. */
  const specAt = (uri: string) => (/\.[mc]?[jt]s$/.test(uri) ? undefined : documents.get(uri));

  let snippets = false;
  connection.onInitialize(({ initializationOptions, capabilities }) => {
    snippets = capabilities.textDocument?.completion?.completionItem?.snippetSupport === true;
    return {
      capabilities: {
        textDocumentSync: TextDocumentSyncKind.Incremental,
        completionProvider: { triggerCharacters: [" ", "{", "[", '"', "/"] },
        hoverProvider: true,
        codeActionProvider: { codeActionKinds: ["quickfix", "refactor.extract", "refactor.rewrite"] },
        ...structureCapabilities(initializationOptions),
      },
      serverInfo: { name: "supertree" },
    };
  });

  serveJudgement(connection, documents, specAt, page);
  connection.onCompletion(async ({ textDocument, position }) => {
    const document = specAt(textDocument.uri);
    if (!document) return [];
    const offers = await offersAt(document, position, thisMachine(process.env));
    return [...completionsAt(document, position, snippets), ...offers];
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
