import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { editor, note } from "./editor.ts";
import { FileSystemError, Position, relativeTo, type Uri, type WorkspaceEdit } from "./values.ts";

/** Who gives the texts of a scheme that is no file's. */
export const contents = new Map<string, { provideTextDocumentContent(uri: Uri): string }>();

export async function openTextDocument(uri: Uri) {
  const read = () => contents.get(uri.scheme)?.provideTextDocumentContent(uri) ?? readFileSync(uri.fsPath, "utf8");
  const text = read();
  const lines = text.split("\n");
  const end = new Position(lines.length - 1, lines.at(-1)?.length ?? 0);
  return {
    ...{ uri, fileName: uri.path, lineCount: lines.length, isDirty: false },
    lineAt: () => ({ range: { end } }),
    getText: read,
    positionAt: (offset: number) => positionAt(text, offset),
    save: async () => {
      editor.shown.push(`saved ${relativeTo(editor.root, uri.fsPath)}`);
      note();
      return true;
    },
  };
}

/** The disk, as `workspace.fs` gives it. */
export const fs = {
  stat: async (uri: Uri) => {
    if (!existsSync(uri.fsPath)) throw Object.assign(new FileSystemError(uri.path), { code: "FileNotFound" });
  },
  writeFile: async (uri: Uri, bytes: Uint8Array) => writeFileSync(uri.fsPath, bytes),
};

/** The edits of a file, done to it at once. */
export async function applyEdit({ edits }: WorkspaceEdit): Promise<boolean> {
  for (const { uri, range, text } of edits) {
    const before = readFileSync(uri.fsPath, "utf8");
    const [start, end] = [offsetAt(before, range.start), offsetAt(before, range.end)];
    writeFileSync(uri.fsPath, before.slice(0, start) + text + before.slice(end));
  }
  return true;
}

function positionAt(text: string, offset: number): Position {
  const lines = text.slice(0, offset).split("\n");
  return new Position(lines.length - 1, lines.at(-1)?.length ?? 0);
}

function offsetAt(text: string, { line, character }: Position): number {
  const before = text.split("\n").slice(0, line);
  return before.reduce((sum, each) => sum + each.length + 1, character);
}
