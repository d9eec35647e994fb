import type Protocol from "devtools-protocol";
import { Stale } from "./handles.ts";
import type { Inspector } from "./inspector.ts";
import { placeOf } from "./stack.ts";

/** Where the function behind a `valueLocationReference` stands in its source. */
export async function locations({ handles, counts }: Inspector, reference: number) {
  const { target, holds } = handles.variablesOf(reference);
  const objectId = holds.is === "object" ? holds.object.objectId : undefined;
  if (objectId === undefined) throw new Stale("This value has no place in a source.");
  const { internalProperties = [] } = await target.cdp.call("Runtime.getProperties", { objectId, ownProperties: true });
  const found = internalProperties.find(({ name }) => name === "[[FunctionLocation]]")?.value?.value;
  if (!found) throw new Stale("This function has no source: it is built in or bound.");
  const { source, line, column } = await placeOf(handles, target, found as Protocol.Debugger.Location);
  if (!source) throw new Stale("The source of this function is not known while nothing could pause its process.");
  return { source, line: counts.line(line), column: counts.column(column) };
}
