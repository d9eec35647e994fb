import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  visit,
  type YAMLMap,
} from "yaml";
import { asJson, type Entry, isMapOrList } from "./document.ts";
import { insertion } from "./insert.ts";
import { type Notation, notationOf } from "./notation.ts";
import { type Edit, endOf, startOf, withoutLines } from "./range.ts";
import type { Reading } from "./reading.ts";
import { isRefused, type Refused, refused } from "./refused.ts";
import { isPlain, sequenceEdits } from "./sequence.ts";

export type { Entry } from "./document.ts";

/** What editing needs of a reading: the text may have mistakes elsewhere. */
export type TextReading = Pick<Reading, "text" | "format" | "document">;

/** The text with an entry in one of its maps: its value replaced, its key put in another's place, or a new entry where it fits. */
export function setEntry(now: TextReading, entry: Entry): string | Refused {
  const map = mapAt(now, entry.map);
  if (isRefused(map)) return map;
  const edits = entryEdits(now, map, entry, notationOf(now));
  if (isRefused(edits)) return edits;
  return edits
    .toSorted((a, b) => b.start - a.start)
    .reduce((text, { start, end, text: put }) => text.slice(0, start) + put + text.slice(end), now.text);
}

function entryEdits(
  now: TextReading,
  map: YAMLMap,
  { key, value, insteadOf }: Entry,
  write: Notation,
): Edit[] | Refused {
  const merged = [key, ...(insteadOf === undefined ? [] : [insteadOf])].find(
    (name) => !pairOf(map, name) && comesByMerge(now, map, name),
  );
  if (merged !== undefined) return shared(`\`${merged}\` comes by a merge key (<<) here`);
  const old = insteadOf === undefined ? undefined : pairOf(map, insteadOf);
  if (old && isScalar(old.key) && old.value) {
    const written = now.text.slice(startOf(old.key), endOf(now.text, old.key));
    const renamed = written.replace(insteadOf ?? "", key);
    const replaced = valueEdits(now, old, value, write);
    return isRefused(replaced)
      ? replaced
      : [{ start: startOf(old.key), end: endOf(now.text, old.key), text: renamed }, ...replaced];
  }
  const own = pairOf(map, key);
  if (own?.value) return valueEdits(now, own, value, write);
  return insertion(now.text, map, key, write.value(value), write);
}

/** What makes an entry say `value`: lists and maps are edited item by item, anything else is replaced. */
function valueEdits(now: TextReading, pair: Pair, value: unknown, write: Notation): Edit[] | Refused {
  const node = pair.value as Node;
  const share = sharedBy(now.document, node);
  if (share !== null) return shared(share);
  const old: unknown = node.toJS(now.document);
  if (isSeq(node) && Array.isArray(value) && Array.isArray(old) && value.length > 0 && isPlain(now.text, node)) {
    return sequenceEdits(now.text, node, old.map(asJson), value, write);
  }
  if (isMap(node) && isMapOrList(old) && isMapOrList(value) && sameKeys(old, value)) {
    const changed = Object.keys(value).filter((key) => asJson(old[key]) !== asJson(value[key]));
    const edits = changed.map((key) => entryEdits(now, node, { map: [], key, value: value[key] }, write));
    return edits.find(isRefused) ?? edits.flatMap((each) => (isRefused(each) ? [] : each));
  }
  if (isCollection(node) && !node.flow) return onKeysLine(now.text, pair.key, node, write.value(value));
  return [{ start: startOf(node), end: endOf(now.text, node), text: write.value(value) }];
}

/** A value in lines below its key becomes one behind it; comments in lines of their own stay. */
function onKeysLine(text: string, key: unknown, node: Node, value: string): Edit[] {
  const colon = text.indexOf(":", endOf(text, key)) + 1;
  return [{ start: colon, end: colon, text: ` ${value}` }, withoutLines(text, startOf(node), endOf(text, node))];
}

/** The map at a place; refuses one that is written once and used in several places. */
function mapAt({ document }: TextReading, place: Entry["map"]): YAMLMap | Refused {
  let node: unknown = document.contents;
  for (const part of place) {
    const share = sharedBy(document, node);
    if (share !== null) return shared(share);
    if (isSeq(node) && typeof part === "number") node = node.items[part];
    else if (isMap(node)) node = pairOf(node, String(part))?.value ?? null;
  }
  const share = sharedBy(document, node);
  if (share !== null) return shared(share);
  return isMap(node) ? node : shared("its place comes by a merge key (<<)");
}

function pairOf(map: YAMLMap, name: string): Pair | undefined {
  return map.items.find(({ key }) => isScalar(key) && key.value === name);
}

function comesByMerge({ document }: TextReading, map: YAMLMap, name: string): boolean {
  if (!map.items.some(({ key }) => isScalar(key) && key.source === "<<")) return false;
  const whole: unknown = map.toJS(document);
  return isMapOrList(whole) && Object.hasOwn(whole, name);
}

/** How a node is shared with other places of the document; null when it stands for itself. */
function sharedBy(document: Document, node: unknown): string | null {
  if (isAlias(node)) return `*${node.source} stands there`;
  const anchor = isMap(node) || isSeq(node) || isScalar(node) ? node.anchor : undefined;
  if (anchor === undefined) return null;
  let used = false;
  visit(document, {
    Alias(_key, alias) {
      used ||= alias.source === anchor;
    },
  });
  return used ? `*${anchor} takes it over in another place` : null;
}

function shared(why: string): Refused {
  const message = `This cannot be written into the file without changing other places: ${why}. Write it by hand.`;
  return refused("not_writable", "", message);
}

function sameKeys(a: object, b: object): boolean {
  return Object.keys(a).sort().join() === Object.keys(b).sort().join();
}
