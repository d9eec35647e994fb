import { existsSync } from "node:fs";
import { basename } from "node:path";
import type Protocol from "devtools-protocol";
import type { ArgumentsOf, Mapping } from "../../core/index.ts";
import type { Script } from "../process/scripts.ts";
import type { Target } from "../process/target.ts";
import type { Pause } from "./handles.ts";
import type { Inspector } from "./inspector.ts";

type Asked = Pick<ArgumentsOf<"stackTrace">, "startFrame" | "levels" | "format">;

/** What one row of a stack is made from. */
type Row =
  | { is: "frame"; frame: Protocol.Debugger.CallFrame }
  /** Stands between a frame and what called it earlier: `await`, `setTimeout`. */
  | { is: "boundary"; name: string }
  | { is: "past"; frame: Protocol.Runtime.CallFrame };

/** The frames of a paused process, in the sources that its people wrote, with its asynchronous callers where they are kept. */
export async function stackTrace(inspector: Inspector, target: Target, { startFrame, levels, format }: Asked) {
  const { pause } = target;
  if (!pause) return { stackFrames: [], totalFrames: 0 };
  const all = [...pause.callFrames.map((frame): Row => ({ is: "frame", frame })), ...pastRows(pause.asyncStackTrace)];
  const shown = all.slice(startFrame, levels === 0 ? undefined : startFrame + levels);
  const stackFrames = await Promise.all(
    shown.map(async (row) => {
      const shownRow = await shownFrame(inspector, target, pause, row);
      const line = format?.line && row.is !== "boundary" ? ` Line ${shownRow.line}` : "";
      const module = format?.module && shownRow.source ? `${shownRow.source.name}!` : "";
      return { ...shownRow, name: `${module}${shownRow.name}${line}` };
    }),
  );
  return { stackFrames, totalFrames: all.length };
}

function pastRows(trace: Protocol.Runtime.StackTrace | undefined): Row[] {
  if (!trace) return [];
  const frames = trace.callFrames.map((frame): Row => ({ is: "past", frame }));
  return [{ is: "boundary", name: trace.description || "async" }, ...frames, ...pastRows(trace.parent)];
}

async function shownFrame({ handles, counts }: Inspector, target: Target, pause: Pause, row: Row) {
  if (row.is === "boundary") {
    const id = handles.pastFrame({ target, pause });
    return { id, name: row.name, line: 0, column: 0, source: undefined, presentationHint: "label" };
  }
  const { frame } = row;
  const place = await placeOf(handles, target, row.is === "frame" ? row.frame.location : row.frame);
  return {
    id: row.is === "frame" ? handles.frame({ target, pause, frame: row.frame }) : handles.pastFrame({ target, pause }),
    name: frame.functionName || "(anonymous)",
    ...place,
    line: counts.line(place.line),
    column: counts.column(place.column),
    canRestart: row.is === "frame" && row.frame.canBeRestarted === true,
    ...(place.source?.presentationHint === "deemphasize" ? { presentationHint: "subtle" } : {}),
  };
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

/** A file that a process has loaded, or that what it has loaded was made from. */
export function sourceOfFile(handles: Inspector["handles"], target: Target, file: string, mapping: Mapping | null) {
  return mapping
    ? mappedSource(handles, target, mapping, file)
    : { name: basename(file), path: file, ...hint(target, file) };
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
