import type Protocol from "devtools-protocol";
import type { ArgumentsOf } from "../../core/index.ts";
import { entriesOf, isNotIndex, pageOf } from "./collections.ts";
import type { Holds, VariablesHandle } from "./handles.ts";
import type { Inspector } from "./inspector.ts";
import { type Named, pageAt, variable } from "./shown.ts";
import { lengthOf } from "./text.ts";

type Range = Pick<ArgumentsOf<"variables">, "filter" | "start" | "count">;

/** What a function is about to return, where it is paused at its end. */
export const returnValue = "Return value";

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
  if (frame.returnValue) first.unshift({ name: returnValue, value: frame.returnValue, expression: null });
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
    const entries =
      filter === "named" ? [] : await entriesOf(inspector, handle, { objectId: object.objectId, start, count });
    return filter === "indexed"
      ? entries
      : [...entries, ...(await properties(inspector, handle, object.objectId, expression))];
  }
  const length = lengthOf(object);
  if (length === null || length <= pageAt) return properties(inspector, handle, object.objectId, expression);
  if (filter === "named") return properties(inspector, handle, object.objectId, expression, isNotIndex);
  const page = { objectId: object.objectId, start, count: count === 0 ? length : count };
  return pageOf(inspector, handle, page, expression);
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

function member(parent: string | null, { name, symbol }: Protocol.Runtime.PropertyDescriptor): string | null {
  if (parent === null || symbol) return null;
  if (/^\d+$/.test(name)) return `${parent}[${name}]`;
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `${parent}.${name}` : `${parent}[${JSON.stringify(name)}]`;
}
