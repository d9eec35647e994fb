import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import {
  type CompletionItem,
  CompletionItemKind,
  InsertTextFormat,
  type Position,
  TextEdit,
} from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { type Machine, packageScripts } from "../machine/index.ts";

/** What the machine has to offer at a position: the package's scripts behind `npm run`, files in a command, folders for `cwd`. */
export async function offersAt(
  document: TextDocument,
  position: Position,
  machine: Machine,
): Promise<CompletionItem[]> {
  if (!document.uri.startsWith("file:")) return [];
  const before = document.getText({ start: { line: position.line, character: 0 }, end: position });
  const [, key, value = ""] = /(?:^|[\s{,-])"?(run|command|cwd)"?:\s+["'[]?([^#]*)$/.exec(before) ?? [];
  if (key === undefined || (key !== "cwd" && /["'},\]]\s/.test(value))) return [];
  const project = dirname(fileURLToPath(document.uri));
  const word = /[^\s"']*$/.exec(value)?.[0] ?? "";
  const range = { start: { line: position.line, character: position.character - word.length }, end: position };
  const folder = key === "cwd" ? project : resolve(project, cwdAround(document, position.line));
  if (key !== "cwd" && /^(npm|pnpm|yarn) run \S*$/.test(value)) return scripts(folder, machine, range);
  const program = /^\S+\s/.test(value);
  if (key !== "cwd" && !program && !/[/\\]/.test(word)) return [];
  return paths(folder, word, key === "cwd", machine, range);
}

async function scripts(folder: string, machine: Machine, range: TextEdit["range"]): Promise<CompletionItem[]> {
  const found = (await packageScripts(folder, machine)) ?? {};
  return Object.entries(found).map(([name, command]) => ({
    label: name,
    kind: CompletionItemKind.Event,
    documentation: command,
    textEdit: TextEdit.replace(range, name),
  }));
}

/** What the folder of a half-written path holds; hidden files only where a dot is written, node_modules only where it is begun. */
async function paths(
  folder: string,
  word: string,
  foldersOnly: boolean,
  machine: Machine,
  range: TextEdit["range"],
): Promise<CompletionItem[]> {
  const written = word.slice(0, Math.max(word.lastIndexOf("/"), word.lastIndexOf("=")) + 1);
  const begun = word.slice(written.length);
  const inside = resolve(folder, written.slice(written.lastIndexOf("=") + 1));
  const names = (await machine.list(inside)).filter(
    (name) =>
      name.startsWith(".") === begun.startsWith(".") && (name !== "node_modules" || begun !== "") && !/\s/.test(name),
  );
  const kinds = await Promise.all(names.map((name) => machine.kind(resolve(inside, name))));
  return names.flatMap((name, index): CompletionItem[] => {
    const isFolder = kinds[index] === "folder";
    if (foldersOnly && !isFolder) return [];
    const path = `${written}${name}${isFolder && !foldersOnly ? "/" : ""}`;
    const kind = isFolder ? CompletionItemKind.Folder : CompletionItemKind.File;
    return [{ label: name, kind, filterText: path, textEdit: TextEdit.replace(range, path) }];
  });
}

/** The `cwd` in the lines of the same child: those around with the same or a deeper indentation. */
function cwdAround(document: TextDocument, line: number): string {
  const lines = document.getText().split(/\r?\n/);
  const indentOf = (text: string) => /^[\s-]*/.exec(text)?.[0].length ?? 0;
  const own = indentOf(lines[line] ?? "");
  const belongs = (text: string) => text.trim() === "" || indentOf(text) >= own;
  let first = line;
  while (first > 0 && !/^\s*- /.test(lines[first] ?? "") && belongs(lines[first - 1] ?? "")) first--;
  let last = line;
  while (last + 1 < lines.length && belongs(lines[last + 1] ?? "") && !/^\s*- /.test(lines[last + 1] ?? "")) last++;
  const found = lines.slice(first, last + 1).map((text) => /^[\s-]*cwd:\s*["']?([^"'#]+)/.exec(text)?.[1]?.trim());
  return found.find((each) => each !== undefined) ?? ".";
}

/** Whole children, where one may begin: behind a dash below `children:`. */
export function childSnippets(range: TextEdit["range"], indent: string): CompletionItem[] {
  return Object.entries(snippets).map(([label, { about, lines }]) => ({
    label,
    kind: CompletionItemKind.Snippet,
    documentation: about,
    insertTextFormat: InsertTextFormat.Snippet,
    textEdit: TextEdit.replace(range, lines.join(`\n${indent}`)),
  }));
}

/** A place to fill in, with what stands there at first; `choice` has some words to choose from. */
const slot = (n: number, text: string) => `\${${n}:${text}}`;
const choice = (n: number, words: string) => `\${${n}|${words}|}`;

const snippets = {
  worker: {
    about: "A process with a plan: restart at once, then after 5 s, then end its supervisor.",
    lines: [`id: ${slot(1, "api")}`, `run: ${slot(2, "node app.js")}`, "plan: [restart, { restart: 5s }, stop]"],
  },
  "worker with readiness": {
    about: "A process that counts as started once it listens on its port.",
    lines: [
      `id: ${slot(1, "api")}`,
      `run: ${slot(2, "node app.js")}`,
      `ready: { port: ${slot(3, "8080")} }`,
      "restart: permanent",
    ],
  },
  "supervisor with children": {
    about: "A supervisor with its own children.",
    lines: [
      `id: ${slot(1, "group")}`,
      "supervisor:",
      `  strategy: ${choice(2, "one_for_one,one_for_all,rest_for_one")}`,
      "children:",
      `  - id: ${slot(3, "a")}`,
      `    run: ${slot(4, "node a.js")}`,
    ],
  },
  "group of like children": {
    about: "A dynamic supervisor whose children are made from a template.",
    lines: [
      `id: ${slot(1, "devices")}`,
      "supervisor:",
      "  dynamic: {}",
      "  default:",
      `    run: ${slot(2, "node device.js")} {id}`,
      `children: { from: 1, to: ${slot(3, "3")}, id: "${slot(4, "device")}-{n}" }`,
    ],
  },
} as const;
