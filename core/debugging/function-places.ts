import type { TextPlace } from "./source-map.ts";

/**
 * Where the bodies of the functions of this name begin in a text of JavaScript: `sample` finds functions, methods and what is
 * assigned to such a name, `Device.sample` only those within a class or object of that name. Read by its shape, without a parser:
 * text that merely looks like a function, in a template say, gets a breakpoint that nothing reaches.
 */
export function functionPlaces(text: string, name: string): TextPlace[] {
  const parts = name.split(".");
  const own = parts.at(-1) ?? "";
  const owner = parts.at(-2);
  if (!isName.test(own) || (owner !== undefined && !isName.test(owner))) return [];
  const within = owner === undefined ? null : rangesOf(text, owner);
  const places: TextPlace[] = [];
  for (const { index } of text.matchAll(new RegExp(`(?<![\\w$])${escaped(own)}(?![\\w$])`, "g"))) {
    const body = bodyAfter(text, index + own.length);
    if (body === null) continue;
    const isMeant =
      within === null || isMember(text, index, owner ?? "") || within.some(([from, to]) => index > from && index < to);
    if (isMeant) places.push(placeAt(text, body));
  }
  return places;
}

/** `createServer`, `Device.sample`. */
const isName = /^#?[\w$]+$/;

/** Between the name and its parameters, where a function is assigned; bundlers that keep names wrap it in `__name(`. */
const assigned =
  /^\s*[=:](?![=>])\s*(?:\/\*.*?\*\/\s*)?(?:__name\(\s*)?(?:async\b\s*)?(?:function\b\s*\*?\s*[\w$]*\s*)?/;

/** Where the body begins of a function whose name ends here; null when no function does. */
function bodyAfter(text: string, end: number): number | null {
  const ahead = text.slice(end, end + 200);
  const head = assigned.exec(ahead)?.[0] ?? /^\s*/.exec(ahead)?.[0] ?? "";
  const isAssigned = head.trim() !== "";
  const start = end + head.length;
  if (text[start] !== "(") {
    const arrow = isAssigned ? /^[\w$]+\s*=>\s*/.exec(text.slice(start, start + 200)) : null;
    return arrow ? intoBlock(text, start + arrow[0].length) : null;
  }
  const close = closing(text, start);
  if (close === null) return null;
  const [between = "", sign] = /^\s*(\{|=>\s*)?/.exec(text.slice(close + 1, close + 200)) ?? [];
  if (sign === undefined) return null;
  const next = close + 1 + between.length;
  if (sign === "{") return next;
  return isAssigned ? intoBlock(text, next) : null;
}

function intoBlock(text: string, at: number): number {
  return text[at] === "{" ? at + 1 : at;
}

/** `Device.sample = …`, `Device.prototype.sample = …`. */
function isMember(text: string, index: number, owner: string): boolean {
  return new RegExp(`(?<![\\w$])${escaped(owner)}(\\.prototype)?\\.$`).test(
    text.slice(Math.max(0, index - 200), index),
  );
}

/** What stands between the braces of each class or object of this name. */
function rangesOf(text: string, owner: string): [number, number][] {
  const heads = new RegExp(
    `(?:class\\s+${escaped(owner)}\\b[^{]*|(?<![\\w$])${escaped(owner)}\\s*=\\s*(?:class\\b[^{]*)?)\\{`,
    "g",
  );
  return [...text.matchAll(heads)].flatMap((match): [number, number][] => {
    const open = match.index + match[0].length - 1;
    const close = closing(text, open);
    return close === null ? [] : [[open, close]];
  });
}

const closes: Readonly<Record<string, string>> = { "(": ")", "{": "}" };

/** The bracket that closes this one; strings and comments are passed over. */
function closing(text: string, open: number): number | null {
  const [opens = "", shuts] = [text[open], closes[text[open] ?? ""]];
  const token = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|\/\*[\s\S]*?\*\/|\/\/[^\n]*|[(){}]/g;
  token.lastIndex = open;
  let depth = 0;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    if (match[0] === opens) depth++;
    if (match[0] === shuts && --depth === 0) return match.index;
  }
  return null;
}

function placeAt(text: string, index: number): TextPlace {
  const before = text.slice(0, index);
  return { line: before.split("\n").length, column: index - before.lastIndexOf("\n") };
}

function escaped(text: string): string {
  return text.replace(/[$]/g, "\\$&");
}
