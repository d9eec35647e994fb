import { isScalar, type Pair, type YAMLMap } from "yaml";
import type { Notation } from "./notation.ts";
import { type Edit, endOf, endOfPair, lineEnd, lineStart, startOf } from "./range.ts";

/** Maps and lists that a reader expects at the end. */
const last = ["children", "supervisor", "default"];

/** A new entry in a map, in its style: on a line of its own in a block, between commas in braces. */
export function insertion(text: string, map: YAMLMap, key: string, value: string, write: Notation): Edit[] {
  const entry = `${write.key(key)}: ${value}`;
  const before = predecessor(map, key);
  if (map.flow) return before ? inBraces(text, map, before, entry, write) : inEmptyBraces(text, map, entry);
  const first = map.items[0];
  if (!before)
    return [
      {
        start: startOf(first?.key),
        end: startOf(first?.key),
        text: `${entry}${write.lineEnd}${indentAt(text, startOf(first?.key))}`,
      },
    ];
  const at = lineEnd(text, endOfPair(text, before));
  return [{ start: at, end: at, text: `${write.lineEnd}${indentAt(text, startOf(first?.key))}${entry}` }];
}

/** A count stands behind its plan, anything else behind the last plain entry. */
function predecessor(map: YAMLMap, key: string): Pair | undefined {
  const plan = key === "count" ? map.items.find((pair) => nameOf(pair) === "plan") : undefined;
  return plan ?? map.items.findLast((pair) => !last.includes(nameOf(pair)));
}

function nameOf({ key }: Pair): string {
  return isScalar(key) ? String(key.value) : "";
}

/** As many blanks as stand, or would stand behind the dash of a list, before a key of the map. */
function indentAt(text: string, at: number): string {
  return " ".repeat(at - lineStart(text, at));
}

function inEmptyBraces(text: string, map: YAMLMap, entry: string): Edit[] {
  if (map.items.length === 0) return [{ start: startOf(map), end: endOf(text, map), text: `{ ${entry} }` }];
  const first = startOf(map.items[0]?.key);
  return [{ start: first, end: first, text: `${entry}, ` }];
}

function inBraces(text: string, map: YAMLMap, before: Pair, entry: string, write: Notation): Edit[] {
  const end = endOfPair(text, before);
  const start = startOf(before.key);
  const indent = text.slice(lineStart(text, start), start);
  const next = map.items[map.items.indexOf(before) + 1];
  const ownLine =
    indent.trim() === "" && (!next || startOf(next.key) > lineEnd(text, end)) && lineEnd(text, end) < endOf(text, map);
  if (!ownLine) return [{ start: end, end, text: `, ${entry}` }];
  const at = lineEnd(text, end);
  const comma = /^\s*,/.test(text.slice(end, at));
  const line = { start: at, end: at, text: `${write.lineEnd}${indent}${entry}${comma ? "," : ""}` };
  return comma ? [line] : [line, { start: end, end, text: "," }];
}
