import type { Range } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { isMap, isScalar } from "yaml";
import { readDocument } from "../spec/index.ts";

/** Which words of a command name a script of a package.json: `npm run build` → {2}, `npm test` → {1}, `node --run build` → {2}. */
export function scriptNames(words: readonly string[]): ReadonlySet<number> {
  const [program = "", verb = ""] = words;
  if (program === "node") {
    const at = words.indexOf("--run");
    return new Set(at > 0 ? [at + 1] : []);
  }
  if (!["npm", "pnpm", "yarn", "bun"].includes(program)) return new Set();
  const at = words.findIndex((word, index) => index > 1 && !word.startsWith("-"));
  if (["run", "run-script"].includes(verb)) return new Set(at > 0 ? [at] : []);
  return new Set(["start", "test", "stop", "restart"].includes(verb) || (program !== "npm" && verb !== "") ? [1] : []);
}

/** Where a package.json has a script, its name; null where it has none. */
export function scriptIn(text: string, name: string): Range | null {
  const document = readDocument(text);
  const contents = typeof document === "number" ? null : document.contents;
  const scripts = isMap(contents) ? contents.get("scripts") : null;
  const pair = isMap(scripts) ? scripts.items.find(({ key }) => isScalar(key) && key.value === name) : undefined;
  if (!isScalar(pair?.key) || !pair.key.range) return null;
  const lines = TextDocument.create("", "json", 0, text);
  const [from, to] = pair.key.range;
  return { start: lines.positionAt(from), end: lines.positionAt(to) };
}
