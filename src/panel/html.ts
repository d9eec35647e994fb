import { randomBytes } from "node:crypto";
import * as vscode from "vscode";

/** The files of a page in dist/. */
interface Files {
  script: string;
  style: string;
}

/** The page of a webview: one script, one style sheet, and a policy that lets nothing else in. */
export function pageOf(webview: vscode.Webview, dist: vscode.Uri, { script, style }: Files): string {
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
    <link id="vscode-codicon-stylesheet" rel="stylesheet" href="${uri(style)}">
  </head>
  <body>
    <script type="module" nonce="${nonce}" src="${uri(script)}"></script>
  </body>
</html>
`;
}
