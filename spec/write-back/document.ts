import type { Place } from "../findings.ts";

/** One key of a map in a document, with what is to stand behind it. */
export interface Entry {
  map: Place;
  key: string;
  value: unknown;
  /** A key whose place it takes. */
  insteadOf?: string;
}

/** The document with the entry; the one that is handed in stays as it is. */
export function applyTo(document: unknown, { map, key, value, insteadOf }: Entry): unknown {
  const copy: unknown = JSON.parse(JSON.stringify(document));
  let at: unknown = copy;
  for (const part of map) at = isMapOrList(at) ? at[part] : undefined;
  if (!isMapOrList(at)) return null;
  if (insteadOf !== undefined) delete at[insteadOf];
  at[key] = value;
  return copy;
}

/** A value as a text that is the same for the same value, in whatever order its keys are written. */
export function asJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    isMapOrList(inner) && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : inner,
  );
}

export function isMapOrList(value: unknown): value is Record<string | number, unknown> {
  return typeof value === "object" && value !== null;
}

/** The map at a place of a document that has been parsed. */
export function valueIn(document: unknown, place: Place): Readonly<Record<string, unknown>> {
  const at = place.reduce<unknown>((outer, part) => (isMapOrList(outer) ? outer[part] : undefined), document);
  return isMapOrList(at) ? at : {};
}
