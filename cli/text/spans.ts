import { duration, inOrder } from "../../traces/index.ts";
import type { Span, TraceCounts, TraceSummary } from "../../wire/index.ts";
import { table } from "./table.ts";

/** One line a trace. */
export function tracesText(traces: readonly TraceSummary[], counts: TraceCounts): string {
  const rows = traces.map(({ trace, name, start, end, spans, errors, paths }) => [
    trace,
    new Date(start / 1000).toISOString().slice(11, 23),
    duration(end - start),
    errors === 0 ? String(spans) : `${spans} (${errors} failed)`,
    name,
    paths.join(", "),
  ]);
  const forgotten = counts.forgotten.reduce((sum, { spans }) => sum + spans, 0);
  const lost = [
    ...(forgotten === 0 ? [] : [`${forgotten} made room for later ones`]),
    ...(counts.refused === 0 ? [] : [`${counts.refused} were refused`]),
  ];
  const kept = `${counts.kept} of ${counts.received} spans are kept${lost.map((each) => `; ${each}`).join("")}.`;
  return `${table(["TRACE", "AT", "TOOK", "SPANS", "NAME", "PROCESSES"], rows)}\n${kept}`;
}

/** A trace as an indented tree: when each span began, how long it took, whose it is. */
export function traceText(spans: readonly Span[], acts: readonly Span[]): string {
  const from = Math.min(...spans.map(({ start }) => start));
  const rows = inOrder([...spans, ...acts]).map(({ span, depth }) => [
    `+${duration(span.start - from)}`,
    duration(span.end - span.start),
    span.path === null ? span.service : `${span.path}${span.incarnation === null ? "" : ` #${span.incarnation}`}`,
    `${"  ".repeat(depth)}${span.status === "error" ? "✗ " : ""}${span.name}${span.message === "" ? "" : `: ${span.message}`}`,
  ]);
  return table(["BEGAN", "TOOK", "PROCESS", "SPAN"], rows);
}
