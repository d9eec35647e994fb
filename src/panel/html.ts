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
<html lang="${vscode.env.language}">
  <head>
    <meta charset="UTF-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Supertree</title>
    <link id="vscode-codicon-stylesheet" rel="stylesheet" href="${uri(style)}">
  </head>
  <body${texts()}>
    <script type="module" nonce="${nonce}" src="${uri(script)}"></script>
  </body>
</html>
`;
}

/** The texts of the editor's language, where it is not English: the page has no other way to them before it draws. */
function texts(): string {
  const { bundle } = vscode.l10n;
  if (bundle === undefined) return "";
  const json = JSON.stringify(bundle).replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
  return ` data-l10n="${json}"`;
}
