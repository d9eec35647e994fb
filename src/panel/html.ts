import { randomBytes } from "node:crypto";
import * as vscode from "vscode";

/** The page of the tree panel: one script, one style sheet, and a policy that lets nothing else in. */
export function panelHtml(webview: vscode.Webview, dist: vscode.Uri): string {
  const nonce = randomBytes(16).toString("base64");
  const uri = (file: string) => webview.asWebviewUri(vscode.Uri.joinPath(dist, file)).toString();
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
    `img-src ${webview.cspSource}`,
  ].join("; ");
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="UTF-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Supertree</title>
    <link id="vscode-codicon-stylesheet" rel="stylesheet" href="${uri("webview.css")}">
  </head>
  <body>
    <script type="module" nonce="${nonce}" src="${uri("webview.js")}"></script>
  </body>
</html>
`;
}
