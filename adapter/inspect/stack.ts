import { existsSync } from "node:fs";
import { basename } from "node:path";
import type Protocol from "devtools-protocol";
import type { Mapping } from "../../core/index.ts";
import type { Script } from "../process/scripts.ts";
import type { Target } from "../process/target.ts";
import type { Inspector } from "./inspector.ts";

interface Range {
  startFrame: number;
  levels: number;
}

/** The frames of a paused process, in the sources that its people wrote. */
export async function stackTrace({ handles, counts }: Inspector, target: Target, { startFrame, levels }: Range) {
  const { pause } = target;
  const all = pause?.callFrames ?? [];
  const shown = all.slice(startFrame, levels === 0 ? undefined : startFrame + levels);
  const stackFrames = await Promise.all(
    shown.map(async (frame) => {
      const place = await placeOf(handles, target, frame.location);
      return {
        id: pause ? handles.frame({ target, pause, frame }) : 0,
        name: frame.functionName || "(anonymous)",
        ...place,
        line: counts.line(place.line),
        column: counts.column(place.column),
        ...(place.source?.presentationHint === "deemphasize" ? { presentationHint: "subtle" } : {}),
      };
    }),
  );
  return { stackFrames, totalFrames: all.length };
}

/** Where a location of V8's is, as DAP has it; lines and columns from 1. */
export async function placeOf(
  handles: Inspector["handles"],
  target: Target,
  {
    scriptId,
    lineNumber,
    columnNumber = 0,
  }: Pick<Protocol.Debugger.Location, "scriptId" | "lineNumber" | "columnNumber">,
) {
  const code = { line: lineNumber + 1, column: columnNumber + 1 };
  const script = target.scripts.get(scriptId);
  if (!script) return { ...code, source: undefined };
  const mapping = await script.mapping;
  const original = mapping?.original(code);
  if (!mapping || !original) return { ...code, source: scriptSource(handles, target, script) };
  return {
    line: original.line,
    column: original.column,
    source: mappedSource(handles, target, mapping, original.file),
  };
}

function mappedSource(handles: Inspector["handles"], target: Target, mapping: Mapping, file: string) {
  const source = { name: basename(file), path: file, ...hint(target, file) };
  const text = existsSync(file) ? null : mapping.content(file);
  if (text === null) return source;
  const sourceReference = handles.source(`${target.thread} ${file}`, { is: "content", target, text });
  return { ...source, sourceReference, origin: "from its source map" };
}

function scriptSource(handles: Inspector["handles"], target: Target, { id, url, file }: Script) {
  if (file !== null && existsSync(file)) return { name: basename(file), path: file, ...hint(target, file) };
  const sourceReference = handles.source(`${target.thread} ${id}`, { is: "script", target, scriptId: id });
  const isInternal = url.startsWith("node:");
  return {
    name: url || `VM${id}`,
    path: url || `VM${id}`,
    sourceReference,
    ...(isInternal ? { origin: "Node's own", presentationHint: "deemphasize" as const } : hint(target, url)),
  };
}

function hint({ sources }: Target, file: string): { presentationHint?: "deemphasize"; origin?: string } {
  return sources.isSkipped(file) ? { presentationHint: "deemphasize", origin: "skipped by skipFiles" } : {};
}
