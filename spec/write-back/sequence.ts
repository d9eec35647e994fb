import type { YAMLSeq } from "yaml";
import { asJson } from "./document.ts";
import type { Notation } from "./notation.ts";
import { type Edit, endOf, lineEnd, lineStart, startOf, withoutLines } from "./range.ts";

/** What turns the items of a list into others: those at its beginning and end that stay the same are not touched. Neither list is empty. */
export function sequenceEdits(
  text: string,
  list: YAMLSeq,
  before: readonly string[],
  values: readonly unknown[],
  write: Notation,
): Edit[] {
  const after = values.map(asJson);
  const most = Math.min(before.length, after.length);
  let first = 0;
  while (first < most && before[first] === after[first]) first++;
  let kept = 0;
  while (kept < most - first && before.at(-kept - 1) === after.at(-kept - 1)) kept++;
  const gone = list.items.slice(first, list.items.length - kept);
  const added = values.slice(first, values.length - kept).map(write.value);
  if (gone.length === 0 && added.length === 0) return [];
  const between = separator(text, list, write);
  if (gone.length > 0 && added.length > 0) {
    return [{ start: startOf(gone[0]), end: endOf(text, gone.at(-1)), text: added.join(between) }];
  }
  if (gone.length > 0)
    return list.flow
      ? [fromBrackets(text, list, first, gone.length)]
      : [withoutLines(text, startOf(gone[0]), endOf(text, gone.at(-1)))];
  if (first > 0) {
    const at = endOf(text, list.items[first - 1]);
    const end = list.flow ? at : lineEnd(text, at);
    return [{ start: end, end, text: added.map((item) => `${between}${item}`).join("") }];
  }
  const at = startOf(list.items[0]);
  return [{ start: at, end: at, text: added.map((item) => `${item}${between}`).join("") }];
}

/** What stands between two items: a comma, or a new line with the list's dash. */
function separator(text: string, list: YAMLSeq, write: Notation): string {
  const at = startOf(list.items[0]);
  const indent = text.slice(lineStart(text, at), at);
  if (!list.flow) return `${write.lineEnd}${" ".repeat(startOf(list) - lineStart(text, startOf(list)))}- `;
  return indent.trim() === "" && list.items.length > 1 ? `,${write.lineEnd}${indent}` : ", ";
}

/** Whether its items can be changed one by one: in lines each has to stand behind its dash, not below it. */
export function isPlain(text: string, list: YAMLSeq): boolean {
  const behindDash = (item: unknown) => /^\s*-\s+$/.test(text.slice(lineStart(text, startOf(item)), startOf(item)));
  return list.items.length > 0 && (list.flow === true || list.items.every(behindDash));
}

function fromBrackets(text: string, list: YAMLSeq, first: number, many: number): Edit {
  const next = list.items[first + many];
  if (next) return { start: startOf(list.items[first]), end: startOf(next), text: "" };
  const before = endOf(text, list.items[first - 1]);
  const end = endOf(text, list.items[first + many - 1]);
  const comment = text.slice(before, end).includes("#");
  return comment ? { start: startOf(list.items[first]), end, text: "" } : { start: before, end, text: "" };
}
