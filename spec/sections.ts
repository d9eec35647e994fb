/** The children of a long spec as parts of its text that can be read one by one: offsets, the end exclusive. */
export interface Sections {
  /** Where `children:` stands, and where the first and behind the last of its items. */
  key: number;
  start: number;
  end: number;
  /** Where each item begins: with its dash's line, the first with the comments above it. It goes on to the next. */
  items: readonly number[];
}

/**
 * The items below a `children:` that stands at a line's beginning, by their indentation alone: in YAML nothing of an item stands
 * left of its dash but comments. Null where there is no such list.
 */
export function sectionsOf(text: string): Sections | null {
  const key = /^children:[ \t]*(?:#.*)?\r?\n/m.exec(text);
  if (!key) return null;
  const start = key.index + key[0].length;
  let indent: number | null = null;
  const items: number[] = [];
  let at = start;
  for (let next = at; at < text.length; at = next) {
    const newline = text.indexOf("\n", at);
    next = newline < 0 ? text.length : newline + 1;
    const first = firstInLine(text, at, next);
    if (first < 0) continue;
    const column = first - at;
    const dash = text.charCodeAt(first) === 45 && (first + 1 >= next || /\s/.test(text.charAt(first + 1)));
    if (indent === null && !dash) return null;
    indent ??= column;
    if (column > indent) continue;
    if (column < indent || !dash) break;
    items.push(items.length === 0 ? start : at);
  }
  return indent === null ? null : { key: key.index, start, end: at, items };
}

/** The first character of a line that is neither blank nor of a comment; -1 where there is none. */
function firstInLine(text: string, from: number, to: number): number {
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === 35) return -1;
    if (code !== 32 && code !== 10 && code !== 13) return at;
  }
  return -1;
}
