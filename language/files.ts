import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { DocumentLink, Location, Range } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { isMap, isScalar, isSeq, type Scalar, type YAMLMap } from "yaml";
import type { Disk } from "./disk.ts";
import { scriptIn, scriptNames } from "./scripts.ts";
import { allOf, scalarIn, writtenTree } from "./tree.ts";

/** A word of a spec that leads to a file, with its offsets in the text. */
interface Leading {
  from: number;
  to: number;
  file: string;
  /** Of a package's script: where it stands in the package.json. */
  range: Range;
}

/** The files that a spec names and that exist: programs, their arguments, folders' packages, environment files, scripts. */
export function linksOf(document: TextDocument, disk: Disk): DocumentLink[] {
  return leadings(document, disk).map(({ from, to, file, range }) => ({
    range: { start: document.positionAt(from), end: document.positionAt(to) },
    target: `${pathToFileURL(file)}${range.start.line === 0 ? "" : `#L${range.start.line + 1}`}`,
  }));
}

/** Where the word at an offset leads: a file's beginning, or a script's line. */
export function fileAt(document: TextDocument, offset: number, disk: Disk): Location | null {
  const found = leadings(document, disk).find(({ from, to }) => from <= offset && offset <= to);
  return found ? { uri: String(pathToFileURL(found.file)), range: found.range } : null;
}

function leadings(document: TextDocument, disk: Disk): Leading[] {
  if (!document.uri.startsWith("file:")) return [];
  const text = document.getText();
  const folder = dirname(fileURLToPath(document.uri));
  const tree = writtenTree(text);
  const settings = allOf(tree).flatMap(({ settings: of }) => of?.get("default") ?? []);
  return [...allOf(tree).map(({ map }) => map), ...settings.filter((each) => isMap(each))].flatMap((program) =>
    ofProgram(program, text, folder, disk),
  );
}

/** What the keys of one program lead to: all from the folder it runs in, but that folder from the spec's. */
function ofProgram(program: YAMLMap, text: string, specFolder: string, disk: Disk): Leading[] {
  const cwd = scalarIn(program, "cwd");
  const folder = cwd ? resolve(specFolder, String(cwd.value)) : specFolder;
  const command = [...wordsOf(program.get("run", true), text), ...wordsOf(program.get("args", true), text)];
  const names = scriptNames(command.map(({ word }) => word));
  const found = command.map((word, index) =>
    names.has(index) ? scriptAt(word, folder, disk) : fileOf(word, index === 0, folder, disk),
  );
  const env = program.get("env");
  const values = isMap(env) ? env.items.flatMap(({ value }) => (isScalar(value) ? wordOf(value, text) : [])) : [];
  const packaged = cwd ? wordOf(cwd, text).map((word) => leading(word, join(folder, "package.json"), disk)) : [];
  return [...found, ...values.map((word) => fileOf(word, false, folder, disk)), ...packaged].filter(
    (each) => each !== null,
  );
}

interface Word {
  word: string;
  from: number;
  to: number;
}

/** The words of a command with their offsets, split as blanks and quotes have it. */
function wordsOf(command: unknown, text: string): Word[] {
  if (isSeq(command)) return command.items.flatMap((item) => (isScalar(item) ? wordOf(item, text) : []));
  if (!isScalar(command) || typeof command.value !== "string" || !command.range) return [];
  const [start, end] = command.range;
  return [...text.slice(start, end).matchAll(/[^\s"']+/g)].map((match) => {
    const from = start + match.index;
    return { word: match[0], from, to: from + match[0].length };
  });
}

/** A text that is one word, without its quotes. */
function wordOf({ value, range, type }: Scalar, text: string): Word[] {
  if (typeof value !== "string" || !range || value === "") return [];
  const quote = type === "QUOTE_DOUBLE" || type === "QUOTE_SINGLE" ? 1 : 0;
  const [from, to] = [range[0] + quote, range[1] - quote];
  return text.slice(from, to) === value ? [{ word: value, from, to }] : [];
}

/** `src/api.ts`, `--env-file=.env`, and as the first word also a command that a package brought. */
function fileOf(word: Word, first: boolean, folder: string, disk: Disk): Leading | null {
  const option = /^-[\w-]+=/.exec(word.word)?.[0].length ?? 0;
  const path = word.word.slice(option);
  if (path === "" || path.length > 1000 || /[{}\0]/.test(path) || /^[a-z]+:\/\//.test(path)) return null;
  const named = { word: path, from: word.from + option, to: word.to };
  const direct = leading(named, resolve(folder, path), disk);
  if (direct || !first || path.includes("/")) return direct;
  return (
    upwards(folder)
      .map((each) => leading(named, join(each, "node_modules", ".bin", path), disk))
      .find((each) => each !== null) ?? null
  );
}

function scriptAt(word: Word, folder: string, disk: Disk): Leading | null {
  for (const each of upwards(folder)) {
    const file = join(each, "package.json");
    const text = disk.read(file);
    if (text === null) continue;
    const range = scriptIn(text, word.word);
    return range && { from: word.from, to: word.to, file, range };
  }
  return null;
}

function leading({ from, to }: Word, file: string, disk: Disk): Leading | null {
  const start = { line: 0, character: 0 };
  return disk.isFile(file) ? { from, to, file, range: { start, end: start } } : null;
}

function upwards(folder: string): string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...upwards(above)];
}
