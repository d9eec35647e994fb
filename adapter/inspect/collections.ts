import type Protocol from "devtools-protocol";
import type { VariablesHandle } from "./handles.ts";
import type { Inspector } from "./inspector.ts";
import { variable } from "./shown.ts";
import { textOf } from "./text.ts";

type RemoteObject = Protocol.Runtime.RemoteObject;

/** Which elements of an object are asked for. */
export interface Page {
  objectId: string;
  start: number;
  count: number;
}

/** The entries of a Map or Set in one question: keys and values in turns. */
export async function entriesOf(inspector: Inspector, handle: VariablesHandle, { objectId, start, count }: Page) {
  const list = `function (start, end) { const flat = [], isMap = this instanceof Map; let at = 0;
    for (const entry of isMap ? Map.prototype.entries.call(this) : Set.prototype.values.call(this)) {
      if (at >= end) break;
      if (at++ >= start) isMap ? flat.push(entry[0], entry[1]) : flat.push(null, entry);
    }
    return { isMap, flat }; }`;
  const end = count === 0 ? Number.MAX_SAFE_INTEGER : start + count;
  const both = await callOn(handle, objectId, list, [start, end]);
  const [isMap, flat] = await valuesOf(handle, both, ["isMap", "flat"]);
  const values = flat?.objectId ? await elementsOf(handle, flat.objectId) : [];
  const shown = [];
  for (let at = 0; at < values.length; at += 2) {
    const [key, value] = [values[at], values[at + 1]];
    if (!key || !value) continue;
    const name = isMap?.value ? textOf(key) : String(start + at / 2);
    shown.push(variable(inspector, handle, { name, value, expression: null }));
  }
  return shown;
}

/** Some elements of an array or typed array. */
export async function pageOf(
  inspector: Inspector,
  handle: VariablesHandle,
  { objectId, start, count }: Page,
  parent: string | null,
) {
  const slice = "function (start, end) { return Array.prototype.slice.call(this, start, end); }";
  const page = await callOn(handle, objectId, slice, [start, start + count]);
  const values = page.objectId ? await elementsOf(handle, page.objectId) : [];
  return values.map((value, index) => {
    const name = String(start + index);
    const expression = parent === null ? null : `${parent}[${name}]`;
    return variable(inspector, handle, { name, value, expression });
  });
}

export function isNotIndex(name: string): boolean {
  return !/^\d+$/.test(name);
}

async function callOn(
  { target }: VariablesHandle,
  objectId: string,
  functionDeclaration: string,
  given: readonly number[],
) {
  const { result } = await target.cdp.call("Runtime.callFunctionOn", {
    objectId,
    functionDeclaration,
    arguments: given.map((value) => ({ value })),
    silent: true,
  });
  return result;
}

async function valuesOf({ target }: VariablesHandle, { objectId }: RemoteObject, names: readonly string[]) {
  if (!objectId) return [];
  const { result } = await target.cdp.call("Runtime.getProperties", { objectId, ownProperties: true });
  return names.map((name) => result.find((property) => property.name === name)?.value);
}

async function elementsOf({ target }: VariablesHandle, objectId: string): Promise<RemoteObject[]> {
  const { result } = await target.cdp.call("Runtime.getProperties", {
    objectId,
    ownProperties: true,
    generatePreview: true,
  });
  return result.flatMap(({ name, value }) => (value && !isNotIndex(name) ? [value] : []));
}
