import type * as vscode from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import { writeBackRequest } from "../wire/index.ts";
import { textSpecGlob } from "./connection/specs.ts";
import type { WriteBack } from "./plan/spec-writer.ts";

/** The language server, as far as the extension itself asks it. */
export interface Language extends vscode.Disposable {
  writeBack: WriteBack;
}

/** Starts the language server for specs; it ends with the editor. */
export function startLanguageClient(serverFile: string, output: vscode.LogOutputChannel): Language {
  const client = new LanguageClient(
    "supertree",
    "Supertree spec",
    { module: serverFile, transport: TransportKind.stdio },
    { documentSelector: [{ scheme: "file", pattern: textSpecGlob }], outputChannel: output },
  );
  client.start().catch((error: unknown) => output.error(`The language server did not start: ${String(error)}`));
  return {
    writeBack: async (params) => {
      const answer: unknown = await client.sendRequest(writeBackRequest.method, params);
      return writeBackRequest.answer.parse(answer);
    },
    dispose: () => void client.stop().catch((error: unknown) => output.warn(String(error))),
  };
}
