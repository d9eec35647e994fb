import { z } from "zod";
import type { Place } from "./findings.ts";
import { specDocument } from "./schema.ts";

export type JsonSchema = z.core.JSONSchema.BaseSchema;

let made: JsonSchema | null = null;

/** The spec's JSON Schema (draft 2020-12), made once from the one schema that also validates. */
export function specJsonSchema(): JsonSchema {
  made ??= {
    ...z.toJSONSchema(specDocument),
    title: "Supertree spec",
    description: "A program's processes as a supervision tree.",
  };
  return made;
}

/**
 * What the schema allows at a place: one schema an alternative. Alternatives that do not know a key which the document
 * has on the way are left out where another one does: a child with `run` is a worker.
 */
export function shapesAt(place: Place, document: unknown): JsonSchema[] {
  let shapes = fitting([specJsonSchema()], document);
  let value = document;
  for (const part of place) {
    value = childOf(value, part);
    shapes = fitting(
      shapes.flatMap((shape) => below(shape, part)),
      value,
    );
  }
  return shapes;
}

/** All keys that one of the shapes knows, with the schema of each. */
export function keysOf(shapes: readonly JsonSchema[]): Map<string, JsonSchema> {
  const keys = new Map<string, JsonSchema>();
  for (const shape of shapes) {
    for (const [key, schema] of Object.entries(shape.properties ?? {})) {
      if (typeof schema === "object" && !keys.has(key)) keys.set(key, schema);
    }
  }
  return keys;
}

/** A schema with references followed and alternatives spread out. */
export function alternatives(schema: JsonSchema): JsonSchema[] {
  const { $ref, anyOf, ...own } = schema;
  if ($ref) return alternatives({ ...resolve($ref), ...(own.description ? { description: own.description } : {}) });
  if (!anyOf) return [schema];
  return anyOf
    .flatMap((one) => alternatives(one))
    .map((one) => (one.description ? one : { ...one, description: own.description }));
}

function below(shape: JsonSchema, part: string | number): JsonSchema[] {
  if (typeof part === "number") {
    const items = Array.isArray(shape.items) ? shape.items[part] : shape.items;
    return typeof items === "object" ? [items] : [];
  }
  const property = shape.properties?.[part] ?? shape.additionalProperties;
  return typeof property === "object" ? [property] : [];
}

function fitting(schemas: readonly JsonSchema[], value: unknown): JsonSchema[] {
  const all = schemas.flatMap((schema) => alternatives(schema));
  const kind = Array.isArray(value) ? "array" : typeof value === "object" && value !== null ? "object" : null;
  const sameKind = kind ? all.filter((shape) => shape.type === kind) : all;
  if (kind !== "object" || sameKind.length < 2) return sameKind.length > 0 ? sameKind : all;
  const written = Object.keys(value as object);
  const known = (shape: JsonSchema) => written.filter((key) => Object.hasOwn(shape.properties ?? {}, key)).length;
  const best = Math.max(...sameKind.map(known));
  return sameKind.filter((shape) => known(shape) === best);
}

function resolve(reference: string): JsonSchema {
  const name = reference.replace("#/$defs/", "");
  const found = reference === "#" ? specJsonSchema() : specJsonSchema().$defs?.[name];
  if (!found) throw new Error(`the schema refers to ${reference}, which it does not define`);
  return found;
}

function childOf(value: unknown, part: string | number): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.hasOwn(value, part) ? (value as Record<string | number, unknown>)[part] : undefined;
}
