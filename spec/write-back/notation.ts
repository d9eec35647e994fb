import { stringify, visit } from "yaml";
import { isMapOrList } from "./document.ts";
import type { Reading } from "./reading.ts";

/** How new values are written: on one line, quoted and spaced as the rest of the file is. */
export interface Notation {
  value(value: unknown): string;
  key(key: string): string;
  /** The file's line end. */
  lineEnd: string;
}

export function notationOf({ text, format, document }: Pick<Reading, "text" | "format" | "document">): Notation {
  const pad = isPadded(text, document) ? " " : "";
  const scalar = format === "json" ? (value: unknown) => JSON.stringify(value) : yamlScalar;
  const write = (value: unknown): string => {
    if (Array.isArray(value)) return `[${value.map(write).join(", ")}]`;
    if (!isMapOrList(value)) return scalar(value);
    const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
    if (entries.length === 0) return "{}";
    return `{${pad}${entries.map(([key, inner]) => `${scalar(key)}: ${write(inner)}`).join(", ")}${pad}}`;
  };
  return { value: write, key: scalar, lineEnd: text.includes("\r\n") ? "\r\n" : "\n" };
}

/** `{ a: 1 }` or `{a: 1}`: as most maps of the file on one line are. */
function isPadded(text: string, document: Reading["document"]): boolean {
  let padded = 0;
  visit(document, {
    Map(_key, map) {
      if (map.flow && map.range && map.items.length > 0) padded += /\s/.test(text.charAt(map.range[0] + 1)) ? 1 : -1;
    },
  });
  return padded >= 0;
}

/** Quoted where a word within brackets has to be. */
function yamlScalar(value: unknown): string {
  const list = stringify([value], { collectionStyle: "flow", lineWidth: 0 });
  return list.trim().slice(1, -1).trim();
}
