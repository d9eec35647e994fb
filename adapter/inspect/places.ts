import type Protocol from "devtools-protocol";
import type { ArgumentsOf, TextPlace } from "../../core/index.ts";
import type { Target } from "../process/target.ts";
import type { Inspector } from "./inspector.ts";

type Location = Protocol.Debugger.BreakLocation;

/** Places in a file where a breakpoint can be, as the first process has them that has loaded it; none while no process has. */
export async function breakpointLocations(
  { targets, counts }: Inspector,
  { source, line, column, endLine, endColumn }: ArgumentsOf<"breakpointLocations">,
) {
  const file = source.path ?? "";
  const from = { line: line + 1 - counts.linesFrom, column: (column ?? counts.columnsFrom) + 1 - counts.columnsFrom };
  const to = {
    line: (endLine ?? line) + 1 - counts.linesFrom,
    column: endColumn === undefined ? Number.MAX_SAFE_INTEGER : endColumn + 1 - counts.columnsFrom,
  };
  for (const target of targets()) {
    const places = (await placesIn(target, file, from, to)).filter((place) => isWithin(place, from, to));
    if (places.length === 0) continue;
    const all = new Map(places.map((place) => [`${place.line}:${place.column}`, place]));
    return {
      breakpoints: [...all.values()]
        .sort((a, b) => a.line - b.line || a.column - b.column)
        .map((place) => ({ line: counts.line(place.line), column: counts.column(place.column) })),
    };
  }
  return { breakpoints: [] };
}

/** The calls that the statement at a frame still has to make, to step into one of them. */
export async function stepInTargets({ handles, counts }: Inspector, frameId: number) {
  const { target, frame } = handles.frameOf(frameId);
  const { scriptId, lineNumber, columnNumber = 0 } = frame.location;
  const start = { scriptId, lineNumber, columnNumber };
  const { locations } = await target.cdp.call("Debugger.getPossibleBreakpoints", { start, restrictToFunction: true });
  const { scriptSource } = await target.cdp.call("Debugger.getScriptSource", { scriptId });
  const lines = scriptSource.split("\n");
  const calls = ofStatement(locations, start).map(async (location) => {
    const text = (lines[location.lineNumber] ?? "").slice(location.columnNumber ?? 0);
    const place = await original(target, location);
    return {
      id: handles.call({ target, location }),
      label: `${/^(?:new\s+)?[\w$.#]*/.exec(text)?.[0] ?? ""}(…)`,
      ...(place ? { line: counts.line(place.line), column: counts.column(place.column) } : {}),
    };
  });
  return { targets: await Promise.all(calls) };
}

/** The calls from here to the next statement. */
function ofStatement(locations: readonly Location[], start: Location): Location[] {
  const isAfter = ({ lineNumber, columnNumber = 0 }: Location) =>
    lineNumber > start.lineNumber || (lineNumber === start.lineNumber && columnNumber > (start.columnNumber ?? 0));
  const end = locations.findIndex((location) => isAfter(location) && location.type === undefined);
  return locations.slice(0, end === -1 ? undefined : end).filter(({ type }) => type === "call");
}

async function placesIn(target: Target, file: string, from: TextPlace, to: TextPlace): Promise<TextPlace[]> {
  const found: TextPlace[] = [];
  for (const script of target.scripts.all) {
    const mapping = await script.mapping;
    const span = mapping
      ? mapping.span(file, from.line, to.line)
      : script.file === file
        ? { from, to: { line: to.line + 1, column: 1 } }
        : null;
    if (span === null) continue;
    const { locations } = await target.cdp.call("Debugger.getPossibleBreakpoints", {
      start: { scriptId: script.id, lineNumber: span.from.line - 1, columnNumber: span.from.column - 1 },
      end: { scriptId: script.id, lineNumber: span.to.line - 1, columnNumber: span.to.column - 1 },
    });
    for (const location of locations) {
      const place = await original(target, location);
      if (place?.file === file) found.push(place);
    }
  }
  return found;
}

async function original({ scripts }: Target, { scriptId, lineNumber, columnNumber = 0 }: Location) {
  const script = scripts.get(scriptId);
  const mapping = await script?.mapping;
  const code = { line: lineNumber + 1, column: columnNumber + 1 };
  return mapping ? mapping.original(code) : { ...code, file: script?.file ?? null };
}

function isWithin(place: TextPlace, from: TextPlace, to: TextPlace): boolean {
  const isAfter = place.line > from.line || (place.line === from.line && place.column >= from.column);
  return isAfter && (place.line < to.line || (place.line === to.line && place.column <= to.column));
}
