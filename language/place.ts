import { type Document, isNode, isPair, isScalar, isSeq, type Node, type Scalar, visit } from "yaml";
import { type Place, Reader, type ReadText } from "../spec/index.ts";

/** What stands at an offset of a document: a key of the map at `place`, or the value at `place`. */
export interface Found {
  at: "key" | "value";
  place: Place;
  scalar: Scalar;
}

/** A reader for each of the texts that were asked about last, the newest first. */
const readers: Reader[] = [];
const mostReaders = 4;

/** The reader that has read this text, or one that it was edited from; else a new one. */
export function readerOf(text: string): Reader {
  const index = readers.findIndex((one) => one.resembles(text));
  const [reader = new Reader()] = index < 0 ? [] : readers.splice(index, 1);
  readers.unshift(reader);
  readers.length = Math.min(readers.length, mostReaders);
  return reader;
}

/**
 * The document of a text; null when it is nested too deep. A half-written text has what could be read of it.
 * It is to be looked at, not changed, and only until another text is asked about.
 */
export function documentOf(text: string): Document.Parsed | null {
  const read = readerOf(text).read(text);
  if (typeof read === "number") return null;
  values.set(read.document, read);
  return read.document;
}

const values = new WeakMap<Document.Parsed, ReadText>();

/** The value of a document, as far as it has one. */
export function valueIn(document: Document.Parsed): unknown {
  try {
    const known = values.get(document)?.value;
    return known ? known.of : document.toJS();
  } catch {
    return undefined; // an alias that cannot be followed, which the diagnostics report
  }
}

/** What a value has at a place; undefined where it has nothing. */
export function valueAt(place: Place, value: unknown): unknown {
  return place.reduce<unknown>((outer, part) => {
    const has = typeof outer === "object" && outer !== null && Object.hasOwn(outer, part);
    return has ? (outer as Record<string | number, unknown>)[part] : undefined;
  }, value);
}

/** The innermost key or value that `wanted` accepts; only nodes around `offset` are looked into. */
export function find(document: Document.Parsed, wanted: (scalar: Scalar) => boolean, offset: number): Found | null {
  let found: Found | null = null;
  const aside = (_key: unknown, { range }: Node) =>
    range && (range[2] < offset || range[0] > offset) ? visit.SKIP : undefined;
  visit(document, {
    Map: aside,
    Seq: aside,
    Scalar(key, scalar, ancestors) {
      if (!wanted(scalar)) return undefined;
      const around = placeOf(ancestors, scalar);
      found =
        key === "key" ? { at: "key", place: around.slice(0, -1), scalar } : { at: "value", place: around, scalar };
      return visit.BREAK;
    },
  });
  return found;
}

export function covers(scalar: Scalar, offset: number): boolean {
  return isNode(scalar) && !!scalar.range && scalar.range[0] <= offset && offset <= scalar.range[1];
}

/** Keys and indexes from the root down to a node. */
function placeOf(ancestors: readonly unknown[], node: Node): Place {
  const chain = [...ancestors, node];
  return chain.flatMap((parent, depth): (string | number)[] => {
    // A list or map as a key is no key of a spec, and turning it into text may throw.
    if (isPair(parent)) return [isScalar(parent.key) ? String(parent.key.value) : "?"];
    if (isSeq(parent)) return [parent.items.indexOf(chain[depth + 1])];
    return [];
  });
}
