import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { TextDocument } from "vscode-languageserver-textdocument";
import { childPlaces } from "../../../language/children.ts";
import { differencesFrom } from "../../../language/differences.ts";
import { writtenBack } from "../../../language/write-back.ts";
import { childrenRequest, differencesRequest, writeBackRequest } from "../../../wire/index.ts";

/** A language client that starts nothing: the requests that the extension itself makes are answered here. */
export class LanguageClient {
  async start(): Promise<void> {}
  async stop(): Promise<void> {}
  async sendRequest(method: string, params: unknown): Promise<unknown> {
    switch (method) {
      case writeBackRequest.method:
        return writtenBack(params);
      case differencesRequest.method:
        return differencesFrom(params);
      case childrenRequest.method:
        return childPlaces(specAt(childrenRequest.params.parse(params).uri));
      default:
        throw new Error(`the extension asks for ${method}`);
    }
  }
}

export const TransportKind = { stdio: 0 };

function specAt(uri: string): TextDocument {
  return TextDocument.create(uri, "yaml", 1, readFileSync(fileURLToPath(uri), "utf8"));
}
