import { isMap, isNode } from "yaml";
import { type Place, type Problem, textRange } from "../../spec/index.ts";
import { type Draft, nodeAt, pairOf } from "./editing.ts";
import type { Fix } from "./fixes.ts";

/** The word that a problem's sentence asks about (did you mean …?), in place of the one it names first. */
export function meant({ text, document }: Draft, place: Place, { message }: Problem): Fix[] {
  const wanted = /did you mean `([^`]+)`\?/.exec(message)?.[1];
  const wrong = /`([^`]+)`/.exec(message)?.[1];
  if (wanted === undefined || wrong === undefined || wanted === wrong) return [];
  const map = nodeAt(document, place.slice(0, -1));
  const key = message.startsWith("unknown key") && isMap(map) ? pairOf(map, wrong)?.key : undefined;
  const node = key ?? nodeAt(document, place);
  if (!isNode(node)) return [];
  const [start, end] = [textRange.startOf(node), textRange.endOf(text, node)];
  const at = text.slice(start, end).indexOf(wrong);
  const mended = at < 0 ? null : text.slice(0, start + at) + wanted + text.slice(start + at + wrong.length);
  return [{ title: `Replace by ${wanted}`, text: mended }];
}
