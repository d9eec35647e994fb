import {
  type Connection,
  type TextDocumentPositionParams,
  TextDocumentSyncKind,
  TextDocuments,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { thisMachine } from "../machine/index.ts";
import { type WriteBackAnswer, writeBackRequest } from "../wire/index.ts";
import { completionsAt } from "./completion.ts";
import { excerptAt } from "./excerpt.ts";
import { hoverAt } from "./hover.ts";
import { serveJudgement } from "./judging.ts";
import { offersAt } from "./offers.ts";
import { Slices } from "./slices.ts";
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

  const slices = new Slices();
  /** A place of a text that is still being read is answered for from what stands around it. */
  const lookAt = ({ textDocument, position }: TextDocumentPositionParams) => {
    const document = specAt(textDocument.uri);
    return document && (slices.isRead(document) ? document : excerptAt(document, position));
  };
  serveJudgement(connection, documents, specAt, page, slices);
  connection.onCompletion(async (at) => {
    const { position } = at;
    const document = lookAt(at);
    if (!document) return [];
    const offers = await offersAt(document, position, thisMachine(process.env));
    return [...completionsAt(document, position, snippets), ...offers];
  });
  connection.onHover((at) => {
    const document = lookAt(at);
    return document ? hoverAt(document, at.position) : null;
  });
  serveStructure(connection, specAt, slices);
  connection.onRequest<WriteBackAnswer, void>(writeBackRequest.method, writtenBack);

  documents.listen(connection);
  connection.listen();
}
