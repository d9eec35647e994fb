/** The children of a map — a spec's root or a supervisor — as parts of its text that can be read one by one: offsets, ends exclusive. */
export interface Sections {
  form: "block" | "json";
  /** Where the key `children` stands; what lies between `start` and `end` is left out to have the map without its children. */
  key: number;
  start: number;
  end: number;
  /** In block form an item begins with its dash's line, the first with the comments above it, and goes on to the next. */
  items: readonly { from: number; to: number }[];
}

/** Of a spec's text, or of one `item` of a list by itself. Null where its children cannot be told apart by lines and indentation. */
export function sectionsOf(text: string, item: boolean): Sections | null {
  return /^\s*\{/.test(text) ? jsonSections(text) : blockSections(text, item);
}

/** In YAML nothing of an item stands left of its dash but comments. */
function blockSections(text: string, item: boolean): Sections | null {
  const dash = item ? /^([ ]*)-([ ]+)(?=\S)/m.exec(text) : null;
  if (item && !dash) return null;
  const [whole = "", before = "", behind = ""] = dash ?? [];
  const column = item ? before.length + 1 + behind.length : 0;
  const key = new RegExp(`^(?: {${column}}|${whole})children:[ \\t]*(?:#.*)?\\r?\\n`, "m").exec(text);
  if (!key) return null;
  const start = key.index + key[0].length;
  const starts: number[] = [];
  let indent: number | null = null;
  let end = start;
  for (const line of linesFrom(text, start, false)) {
    const code = text.charCodeAt(line.first);
    const isDash = code === dashCode && (line.first + 1 >= line.next || /\s/.test(text.charAt(line.first + 1)));
    if (!line.blank && code !== commentCode) {
      if (indent === null && (!isDash || line.column < column)) return null;
      indent ??= line.column;
      if (code === tabCode) return null;
      if (line.column < indent || (line.column === indent && !isDash)) break;
      if (line.column === indent) starts.push(starts.length === 0 ? start : line.from);
    }
    end = line.next;
  }
  const items = starts.map((from, index) => ({ from, to: starts[index + 1] ?? end }));
  return indent === null ? null : { form: "block", key: key.index + key[0].indexOf("children"), start, end, items };
}

/** JSON as formatters write it: each child begins with a brace of its own line, all in one column. */
function jsonSections(text: string): Sections | null {
  const indentation = /^\s*\{[ \t]*\r?\n([ \t]*)"/.exec(text)?.[1];
  const key = new RegExp(`^${indentation}"children"[ \\t]*:[ \\t]*\\[[ \\t]*\\r?\\n`, "m").exec(text);
  if (indentation === undefined || !key) return null;
  const start = key.index + key[0].length;
  const starts: number[] = [];
  let indent: number | null = null;
  for (const line of linesFrom(text, start, true)) {
    if (line.blank) continue;
    const code = text.charCodeAt(line.first);
    if (indent === null && code !== braceCode) return null;
    indent ??= line.column;
    if (line.column === indent && code === braceCode) starts.push(line.first);
    if (line.column >= indent) continue;
    const items = starts.map((from, index) => ({ from, to: lastOf(text, from, starts[index + 1] ?? line.from) }));
    const at = key.index + key[0].indexOf('"');
    return code === bracketCode ? { form: "json", key: at, start, end: line.from, items } : null;
  }
  return null;
}

const tabCode = 9;
const dashCode = 45;
const commentCode = 35;
const braceCode = 123;
const bracketCode = 93;

/** Behind the last character of an item, without the comma and the blanks that part it from the next. */
function lastOf(text: string, from: number, to: number): number {
  let end = to;
  while (end > from && /\s/.test(text.charAt(end - 1))) end--;
  return text.charAt(end - 1) === "," ? end - 1 : end;
}

interface Line {
  from: number;
  next: number;
  /** Its first character that is no blank. */
  first: number;
  column: number;
  blank: boolean;
}

/** A tab indents JSON; in YAML it is a mistake, to be reported where it stands. */
function* linesFrom(text: string, start: number, tabs: boolean): Generator<Line> {
  for (let from = start, next = start; from < text.length; from = next) {
    const newline = text.indexOf("\n", from);
    next = newline < 0 ? text.length : newline + 1;
    let first = from;
    while (first < next && isBlank(text, first, tabs)) first++;
    yield { from, next, first, column: first - from, blank: first === next };
  }
}

/** A carriage return that no newline follows is a character like any other. */
function isBlank(text: string, at: number, tabs: boolean): boolean {
  const code = text.charCodeAt(at);
  return code === 32 || (tabs && code === 9) || code === 10 || (code === 13 && text.charCodeAt(at + 1) === 10);
}
