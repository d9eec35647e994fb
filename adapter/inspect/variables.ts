import type Protocol from "devtools-protocol";
import type { ArgumentsOf } from "../../core/index.ts";
import type { Holds, VariablesHandle } from "./handles.ts";
import type { Inspector } from "./inspector.ts";
import { lengthOf, textOf, typeOf } from "./text.ts";

type RemoteObject = Protocol.Runtime.RemoteObject;
type Range = Pick<ArgumentsOf<"variables">, "filter" | "start" | "count">;
type Named = { name: string; value: RemoteObject; expression: string | null; isInternal?: boolean };

/** Collections larger than this are shown in pages. */
const pageAt = 100;

/** The children of a scope, an object, a getter or a line of output. */
export async function variables(inspector: Inspector, reference: number, range: Range) {
  const handle = inspector.handles.variablesOf(reference);
  const { holds } = handle;
  switch (holds.is) {
    case "scope":
      return { variables: await ofScope(inspector, handle, holds) };
    case "object":
      return { variables: await ofObject(inspector, handle, holds, range) };
    case "getter":
      return { variables: await ofGetter(inspector, handle, holds) };
    case "printed":
      return {
        variables: holds.values.map((value, index) =>
          variable(inspector, handle, { name: String(index), value, expression: null }),
        ),
      };
  }
}

/** A value with its reference, as `variables`, `evaluate` and `setVariable` answer. */
export function shownValue(
  inspector: Inspector,
  handle: VariablesHandle,
  object: RemoteObject,
  expression: string | null,
) {
  const length = lengthOf(object);
  const isPaged = length !== null && length > pageAt;
  const reference = object.objectId
    ? inspector.handles.variables({ ...handle, holds: { is: "object", object, expression } })
    : 0;
  return {
    value: textOf(object),
    type: typeOf(object),
    variablesReference: reference,
    ...(isPaged ? { indexedVariables: length, namedVariables: 1 } : {}),
  };
}

function variable(inspector: Inspector, handle: VariablesHandle, { name, value, expression, isInternal }: Named) {
  return {
    name,
    ...shownValue(inspector, handle, value, expression),
    ...(expression === null ? {} : { evaluateName: expression }),
    ...(isInternal ? { presentationHint: { visibility: "internal" } } : {}),
  };
}

async function ofScope(
  inspector: Inspector,
  handle: VariablesHandle,
  { frame, index }: Extract<Holds, { is: "scope" }>,
) {
  const scope = frame.scopeChain[index];
  if (!scope?.object.objectId) return [];
  const listed = await properties(inspector, handle, scope.object.objectId, null);
  if (scope.type !== "local") return listed;
  const first: Named[] = [{ name: "this", value: frame.this, expression: "this" }];
  if (frame.returnValue) first.unshift({ name: "Return value", value: frame.returnValue, expression: null });
  return [...first.map((item) => variable(inspector, handle, item)), ...listed];
}

async function ofObject(
  inspector: Inspector,
  handle: VariablesHandle,
  { object, expression }: Extract<Holds, { is: "object" }>,
  { filter, start, count }: Range,
) {
  if (!object.objectId) return [];
  if (object.subtype === "map" || object.subtype === "set") {
    const entries = filter === "named" ? [] : await ofEntries(inspector, handle, object.objectId, start, count);
    return filter === "indexed"
      ? entries
      : [...entries, ...(await properties(inspector, handle, object.objectId, expression))];
  }
  const length = lengthOf(object);
  if (length === null || length <= pageAt) return properties(inspector, handle, object.objectId, expression);
  if (filter === "named") return properties(inspector, handle, object.objectId, expression, isNotIndex);
  return ofPage(inspector, handle, object.objectId, expression, start, count === 0 ? length : count);
}

/** The entries of a Map or Set in one question: keys and values in turns. */
async function ofEntries(
  inspector: Inspector,
  handle: VariablesHandle,
  objectId: string,
  start: number,
  count: number,
) {
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

async function ofPage(
  inspector: Inspector,
  handle: VariablesHandle,
  objectId: string,
  expression: string | null,
  start: number,
  count: number,
) {
  const slice = "function (start, end) { return Array.prototype.slice.call(this, start, end); }";
  const page = await callOn(handle, objectId, slice, [start, start + count]);
  const values = page.objectId ? await elementsOf(handle, page.objectId) : [];
  return values.map((value, index) => {
    const name = String(start + index);
    return variable(inspector, handle, {
      name,
      value,
      expression: expression === null ? null : `${expression}[${name}]`,
    });
  });
}

async function ofGetter(
  inspector: Inspector,
  handle: VariablesHandle,
  { owner, getter, expression }: Extract<Holds, { is: "getter" }>,
) {
  const { result } = await handle.target.cdp.call("Runtime.callFunctionOn", {
    objectId: owner,
    functionDeclaration: "function (get) { return get.call(this); }",
    arguments: [{ objectId: getter }],
    generatePreview: true,
    silent: true,
  });
  return [variable(inspector, handle, { name: "", value: result, expression })];
}

async function properties(
  inspector: Inspector,
  handle: VariablesHandle,
  objectId: string,
  parent: string | null,
  isWanted: (name: string) => boolean = () => true,
) {
  const { result, internalProperties = [] } = await handle.target.cdp.call("Runtime.getProperties", {
    objectId,
    ownProperties: true,
    generatePreview: true,
  });
  const isScope = handle.holds.is === "scope";
  const own = result
    .filter(({ name }) => isWanted(name))
    .map((property) => {
      const expression = isScope ? property.name : member(parent, property);
      if (property.value)
        return variable(inspector, handle, { name: property.name, value: property.value, expression });
      return accessor(inspector, handle, objectId, property, expression);
    });
  const internal = internalProperties.flatMap(({ name, value }) =>
    value && name !== "[[Entries]]"
      ? [variable(inspector, handle, { name, value, expression: null, isInternal: true })]
      : [],
  );
  return [...own, ...internal];
}

/** A getter runs the program's code, so only when somebody asks for its value. */
function accessor(
  inspector: Inspector,
  handle: VariablesHandle,
  owner: string,
  { name, get }: Protocol.Runtime.PropertyDescriptor,
  expression: string | null,
) {
  if (!get?.objectId) return { name, value: "undefined", variablesReference: 0 };
  const holds: Holds = { is: "getter", owner, getter: get.objectId, expression };
  const reference = inspector.handles.variables({ ...handle, holds });
  return { name, value: "(...)", variablesReference: reference, presentationHint: { lazy: true } };
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

function isNotIndex(name: string): boolean {
  return !/^\d+$/.test(name);
}

function member(parent: string | null, { name, symbol }: Protocol.Runtime.PropertyDescriptor): string | null {
  if (parent === null || symbol) return null;
  if (/^\d+$/.test(name)) return `${parent}[${name}]`;
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `${parent}.${name}` : `${parent}[${JSON.stringify(name)}]`;
}
