import type Protocol from "devtools-protocol";
import type { Spot } from "../../core/index.ts";
import type { Scripts } from "./scripts.ts";
import type { Sources } from "./sources.ts";

/** Where the top frame of a pause is, in the source that a person reads. */
export async function spotOf(
  { callFrames }: Protocol.Debugger.PausedEvent,
  { scripts, sources }: { scripts: Scripts; sources: Sources },
): Promise<Spot> {
  const top = callFrames[0];
  const nowhere = { file: null, line: 0, mapped: false, unmapped: false, skipped: false, frame: "" };
  if (!top) return nowhere;
  const { scriptId, lineNumber, columnNumber = 0 } = top.location;
  const at = top.functionLocation;
  const frame = `${callFrames.length} ${at?.scriptId}:${at?.lineNumber}:${at?.columnNumber}`;
  const script = scripts.get(scriptId);
  const mapping = await script?.mapping;
  const original = mapping?.original({ line: lineNumber + 1, column: columnNumber + 1 });
  const file = original?.file ?? script?.file ?? null;
  return {
    file,
    line: original?.line ?? lineNumber + 1,
    mapped: original !== undefined && original !== null,
    unmapped: mapping !== undefined && mapping !== null && !original,
    skipped: sources.isSkipped(file ?? script?.url ?? ""),
    frame,
  };
}
