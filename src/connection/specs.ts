import * as vscode from "vscode";

/** What a spec file is called, wherever it lies. */
export const specGlob = "**/supertree.{yaml,yml,json}";
const notOurs = "**/node_modules/**";

/** The workspace's specs, those nearest to its root first. */
export async function findSpecs(): Promise<string[]> {
  const found = await vscode.workspace.findFiles(specGlob, notOurs);
  return found.map((uri) => uri.fsPath).sort((a, b) => depth(a) - depth(b) || a.localeCompare(b));
}

/** How a spec is called in the user interface: its path in the workspace. */
export function specLabel(specFile: string): string {
  return vscode.workspace.asRelativePath(specFile);
}

function depth(file: string): number {
  return file.split(/[\\/]/).length;
}

/** What to do where no spec is found. */
export const noSpec =
  "There is no supertree.yaml, supertree.yml or supertree.json in this workspace. Create one with “Supertree: New Spec”, or open its folder.";
