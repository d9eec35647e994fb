import { type SemanticTokens, SemanticTokensBuilder } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { isMap, isScalar, isSeq, type Scalar } from "yaml";
import { type Place, parseDuration, parseRate } from "../spec/index.ts";
import { documentOf } from "./place.ts";

const types = ["class", "keyword", "number", "enumMember"] as const;
type TokenType = (typeof types)[number];

/** Token types as the protocol has them: ids (declared where they are given), plan elements, durations and rates, and the words of a closed choice. */
export const tokenLegend = { tokenTypes: [...types], tokenModifiers: ["declaration"] };

/** What the words of a spec are, where a theme cannot tell them from any other text. */
export function tokensOf(document: TextDocument): SemanticTokens {
  const builder = new SemanticTokensBuilder();
  walk(documentOf(document.getText())?.contents, [], (scalar, place, isKey) => {
    const type = typeOf(scalar, place, isKey);
    const [from, to] = scalar.range ?? [0, 0];
    const { line, character } = document.positionAt(from);
    if (type && to > from && document.positionAt(to).line === line) {
      builder.push(
        line,
        character,
        to - from,
        types.indexOf(type),
        place.at(-2) !== "needs" && type === "class" ? 1 : 0,
      );
    }
  });
  return builder.build();
}

/** Keys and values in the order of the text, each with the place of the value. */
function walk(node: unknown, place: Place, take: (scalar: Scalar, place: Place, isKey: boolean) => void): void {
  if (isScalar(node)) take(node, place, false);
  if (isSeq(node)) for (const [index, item] of node.items.entries()) walk(item, [...place, index], take);
  if (!isMap(node)) return;
  for (const { key, value } of node.items) {
    if (!isScalar(key)) continue;
    const at = [...place, String(key.value)];
    take(key, at, true);
    walk(value, at, take);
  }
}

function typeOf({ value }: Scalar, place: Place, isKey: boolean): TokenType | null {
  const [outer, last] = [place.at(-2), place.at(-1)];
  const at = place.lastIndexOf("plan");
  const inPlan = at >= 0 && at < place.length - 1;
  if (inPlan && elements.has(String(value)) && isElement(place, isKey)) return "keyword";
  if (isKey || typeof value !== "string") return null;
  if (last === "id" || (last === "name" && place.length === 1)) return "class";
  if (outer === "needs" && typeof last === "number") return "class";
  if (typeof last === "string" && texts.has(last)) return null;
  if (typeof last === "string" && choices.has(last) && !(inPlan && last === "stop") && isWord(value))
    return "enumMember";
  return parseDuration(value) !== null || parseRate(value) !== null ? "number" : null;
}

/** `restart`, `{ restart: … }` and the keys of `when`: a key of the plan's, or an item of it, or what stands behind `do`. */
function isElement(place: Place, isKey: boolean): boolean {
  const last = place.at(-1);
  return isKey || typeof last === "number" || last === "do";
}

const elements = new Set(["restart", "wait", "delete", "stop", "when", "do"]);
const choices = new Set(["plan", "strategy", "restart", "auto_shutdown", "signal", "count", "max", "stop"]);
/** Whose values are a person's own words, whatever they look like. */
const texts = new Set(["run", "args", "cwd", "host", "http", "log", "command", "reason"]);

function isWord(value: string): boolean {
  return /^[A-Za-z_]\w*$/.test(value);
}
