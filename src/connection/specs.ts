import { isAbsolute } from "node:path";
import * as vscode from "vscode";
import { t } from "../t.ts";

/** What a spec in a language of texts is called, wherever it lies. */
export const textSpecGlob = "**/supertree.{yaml,yml,json}";
/** The same, and config modules, which are programs. */
export const specGlob = `**/{${[
  ...["supertree.yaml", "supertree.yml", "supertree.json"],
  ...["supertree.config.ts", "supertree.config.mts", "supertree.config.js", "supertree.config.mjs"],
].join(",")}}`;
const notOurs = "**/node_modules/**";

/** The workspace's specs, those nearest to its root first. */
export async function findSpecs(): Promise<string[]> {
  const found = await vscode.workspace.findFiles(specGlob, notOurs);
  return found.map((uri) => uri.fsPath).sort((a, b) => depth(a) - depth(b) || a.localeCompare(b));
}

/** Whether a spec is a program, whose plans only its author can change. */
export function isConfigModule(specFile: string): boolean {
  return /\.[mc]?[jt]s$/.test(specFile);
}

/** How a node is called in the user interface: by the path of its spec in the workspace, or by its name. */
export function specLabel(specFile: string): string {
  return isAbsolute(specFile) ? vscode.workspace.asRelativePath(specFile) : specFile; // the name of a node elsewhere
}

function depth(file: string): number {
  return file.split(/[\\/]/).length;
}

/** What to do where no spec is found. */
export const noSpec = t(
  "There is no supertree.yaml, supertree.json or supertree.config.ts in this workspace. Create one with “Supertree: New Spec”, or open its folder.",
);
