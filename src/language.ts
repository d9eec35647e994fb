import type * as vscode from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import { type ChildPlaces, childrenRequest, differencesRequest, writeBackRequest } from "../wire/index.ts";
import { textSpecGlob } from "./connection/specs.ts";
import type { AskDifferences } from "./live/differing.ts";
import type { WriteBack } from "./plan/spec-writer.ts";

/** The language server, as far as the extension itself asks it. */
export interface Language extends vscode.Disposable {
  writeBack: WriteBack;
  /** Where the children of an open spec stand. */
  children(uri: vscode.Uri): Promise<ChildPlaces>;
  differences: AskDifferences;
}

/** Starts the language server for specs; it ends with the editor. */
export function startLanguageClient(serverFile: string, output: vscode.LogOutputChannel): Language {
  const client = new LanguageClient(
    "supertree",
    "Supertree spec",
    { module: serverFile, transport: TransportKind.stdio },
    {
      documentSelector: [{ scheme: "file", pattern: textSpecGlob }],
      // What runs is drawn by the extension, which knows it; the server then leaves its own lenses out.
      initializationOptions: { live: true },
      outputChannel: output,
    },
  );
  client.start().catch((error: unknown) => output.error(`The language server did not start: ${String(error)}`));
  return {
    writeBack: async (params) => {
      const answer: unknown = await client.sendRequest(writeBackRequest.method, params);
      return writeBackRequest.answer.parse(answer);
    },
    children: async (uri) => {
      const answer: unknown = await client.sendRequest(childrenRequest.method, { uri: uri.toString() });
      return childrenRequest.answer.parse(answer);
    },
    differences: async (params) => {
      const answer: unknown = await client.sendRequest(differencesRequest.method, params);
      return differencesRequest.answer.parse(answer);
    },
    dispose: () => void client.stop().catch((error: unknown) => output.warn(String(error))),
  };
}
