import { readFile } from "node:fs/promises";
import { dirname, isAbsolute, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import * as vscode from "vscode";
import type { ChildPlaces } from "../../wire/index.ts";

export interface Place {
  file: string;
  /** From 1. */
  line: number;
  column: number;
}

/** Opens a place that a stack trace names, or what it was made of where a source map tells. */
export async function openPlace(place: Place): Promise<void> {
  const { file, line, column } = await originalOf(place);
  const position = new vscode.Position(line - 1, column - 1);
  await vscode.window.showTextDocument(vscode.Uri.file(file), {
    selection: new vscode.Range(position, position),
    viewColumn: vscode.ViewColumn.Beside,
  });
}

/** Shows where a child is described; a template's child is described by the template. */
export async function openInSpec(specFile: string, path: string, children: (uri: vscode.Uri) => Promise<ChildPlaces>) {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(specFile));
  const places = await children(document.uri);
  const parent = path.slice(0, path.lastIndexOf("/"));
  const place = places.find((each) => each.path === path) ?? places.find((each) => each.path === parent);
  const start = place
    ? new vscode.Position(place.name.start.line, place.name.start.character)
    : new vscode.Position(0, 0);
  await vscode.window.showTextDocument(document, {
    selection: new vscode.Range(start, start),
    viewColumn: vscode.ViewColumn.Beside,
  });
}

/** The last line of a built file that names its map, or has it inside. */
const mapName = /^\/\/[#@]\s*sourceMappingURL=(\S+)\s*$/m;

/** A file without a map, or with one that does not reach this place, is its own source. */
export async function originalOf(place: Place): Promise<Place> {
  const [, url] = mapName.exec(await readFile(place.file, "utf8")) ?? [];
  if (url === undefined) return place;
  const map = new TraceMap(await mapText(url, place.file));
  const found = originalPositionFor(map, { line: place.line, column: place.column - 1 });
  if (found.source === null) return place;
  return { file: sourceFile(found.source, place.file), line: found.line, column: found.column + 1 };
}

async function mapText(url: string, file: string): Promise<string> {
  const inside = /^data:[^,]*;base64,(.*)$/.exec(url)?.[1];
  if (inside !== undefined) return Buffer.from(inside, "base64").toString("utf8");
  return readFile(resolve(dirname(file), decodeURIComponent(url)), "utf8");
}

function sourceFile(source: string, beside: string): string {
  if (source.startsWith("file:")) return fileURLToPath(source);
  return isAbsolute(source) ? source : resolve(dirname(beside), source);
}
