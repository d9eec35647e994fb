import type Protocol from "devtools-protocol";
import type { VariablesHandle } from "./handles.ts";
import type { Inspector } from "./inspector.ts";
import { lengthOf, textOf, typeOf } from "./text.ts";

type RemoteObject = Protocol.Runtime.RemoteObject;

/** A value under a name; `expression` leads to it in its frame, null when none does. */
export interface Named {
  name: string;
  value: RemoteObject;
  expression: string | null;
  isInternal?: boolean;
}

/** Collections larger than this are shown in pages. */
export const pageAt = 100;

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
    value: textOf(object, inspector.hex),
    type: typeOf(object),
    variablesReference: reference,
    ...(isPaged ? { indexedVariables: length, namedVariables: 1 } : {}),
    ...(isMemory(object) ? { memoryReference: String(reference) } : {}),
    ...(object.type === "function" ? { valueLocationReference: reference } : {}),
  };
}

export function variable(
  inspector: Inspector,
  handle: VariablesHandle,
  { name, value, expression, isInternal }: Named,
) {
  return {
    name,
    ...shownValue(inspector, handle, value, expression),
    ...(expression === null ? {} : { evaluateName: expression }),
    ...(isInternal ? { presentationHint: { visibility: "internal" } } : {}),
  };
}

/** Whether a value is bytes that `readMemory` can show. */
export function isMemory({ subtype, className }: RemoteObject): boolean {
  const isView = subtype === "arraybuffer" || subtype === "typedarray" || subtype === "dataview";
  return isView || className === "SharedArrayBuffer" || subtype === "webassemblymemory";
}
