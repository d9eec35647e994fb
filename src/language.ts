import type * as vscode from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import { specGlob } from "./connection/specs.ts";

/** Starts the language server for specs; it ends with the editor. */
export function startLanguageClient(serverFile: string, output: vscode.LogOutputChannel): vscode.Disposable {
  const client = new LanguageClient(
    "supertree",
    "Supertree spec",
    { module: serverFile, transport: TransportKind.stdio },
    { documentSelector: [{ scheme: "file", pattern: specGlob }], outputChannel: output },
  );
  client.start().catch((error: unknown) => output.error(`The language server did not start: ${String(error)}`));
  return { dispose: () => void client.stop().catch((error: unknown) => output.warn(String(error))) };
}
