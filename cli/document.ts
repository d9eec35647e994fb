import { readFile } from "node:fs/promises";
import { text as textOf } from "node:stream/consumers";
import { parseDocument } from "yaml";
import { failure } from "./failure.ts";

export type ChildDocument = Record<string, unknown>;

/** One child spec from a file, from standard input (`-`), or written on the command line: `'{id: api, run: node api.js}'`. */
export async function childDocument(source: string): Promise<ChildDocument> {
  const value = await documentOf(source);
  if (isMap(value)) return value;
  throw failure("usage", `A child spec is a map, such as {id: api, run: node api.js}.`, nameOf(source));
}

/** A list of child specs, or one alone. */
export async function childDocuments(source: string): Promise<ChildDocument[]> {
  const value = await documentOf(source);
  const list = Array.isArray(value) ? value : [value];
  if (list.every(isMap)) return list;
  throw failure("usage", `Child specs are maps, such as {id: api, run: node api.js}.`, nameOf(source));
}

async function documentOf(source: string): Promise<unknown> {
  const document = parseDocument(await contentOf(source));
  const [broken] = document.errors;
  try {
    if (!broken) return document.toJS();
  } catch (error) {
    throw notYaml(source, error); // an alias without an anchor is found out only here
  }
  throw notYaml(source, broken);
}

/** A word with a brace, a line end or a blank behind a colon is YAML itself; any other names a file. */
const written = /^\s*[{[]|:\s|\n/;

async function contentOf(source: string): Promise<string> {
  if (source === "-") return textOf(process.stdin);
  if (written.test(source)) return source;
  return readFile(source, "utf8").catch((error: Error) => {
    const message = `${source} cannot be read (${error.message}). Name a file, - for standard input, or write the child spec: '{id: api, run: node api.js}'.`;
    throw failure("not_found", message, source);
  });
}

function notYaml(source: string, error: unknown) {
  const [reason] = (error instanceof Error ? error.message : String(error)).split("\n");
  return failure("usage", `This is not YAML: ${reason?.replace(/:$/, "")}.`, nameOf(source));
}

function nameOf(source: string): string {
  if (source === "-") return "standard input";
  return written.test(source) ? "the child spec" : source;
}

function isMap(value: unknown): value is ChildDocument {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
