import { matches, type Span, supervisionService, type TraceCounts, type TraceSummary } from "../../wire/index.ts";

export interface Limits {
  spans: number;
  /** Roughly bytes. */
  weight: number;
}

/** A node keeps so much. */
export const usualLimits: Limits = { spans: 100_000, weight: 64 * 1024 * 1024 };
/** A span that weighs more is not kept. */
const heaviest = 256 * 1024;
/** So much of the limit is made free at a time. */
const share = 0.01;

export interface TraceQuery {
  text?: string | undefined;
  paths?: string[] | undefined;
  errors?: boolean | undefined;
  limit: number;
}

/** The spans of one process, oldest first. */
interface Queue {
  spans: Kept[];
  /** Those before it are gone. */
  first: number;
  weight: number;
  forgotten: number;
}

interface Kept {
  span: Span;
  weight: number;
}

/**
 * What came in of traces, bounded in number and weight. Where there is no more room, the process that has most loses its oldest: one that
 * sends without end pushes out its own spans and nobody else's.
 */
export class TraceStore {
  readonly #limits: Limits;
  readonly #queues = new Map<string, Queue>();
  /** In the order in which they began to come. */
  readonly #traces = new Map<string, Set<Span>>();
  #kept = 0;
  #weight = 0;
  #received = 0;
  #refused = 0;

  constructor(limits: Limits = usualLimits) {
    this.#limits = limits;
  }

  add(spans: readonly Span[], refused = 0): void {
    this.#received += spans.length + refused;
    this.#refused += refused;
    for (const span of spans) {
      const weight = weightOf(span);
      if (weight > heaviest) this.#refused++;
      else this.#keep({ span, weight });
    }
    while (this.#kept > this.#limits.spans || this.#weight > this.#limits.weight) this.#makeRoom();
  }

  /** The traces that a query means, latest first. */
  list({ text, paths = [], errors = false, limit }: TraceQuery): TraceSummary[] {
    const wanted = text?.trim().toLowerCase() ?? "";
    const isMeant = (span: Span) => paths.some((pattern) => span.path !== null && matches(pattern, span.path));
    const found: TraceSummary[] = [];
    for (const [trace, spans] of this.#traces) {
      if (errors && !some(spans, ({ status }) => status === "error")) continue;
      if (paths.length > 0 && !some(spans, isMeant)) continue;
      if (wanted !== "" && !trace.startsWith(wanted) && !some(spans, (span) => says(span, wanted))) continue;
      found.push(summaryOf(trace, spans));
    }
    return found.sort((a, b) => b.start - a.start).slice(0, limit);
  }

  /** All of one trace by its begin, and what supervision did meanwhile to the processes that took part. */
  trace(id: string): { spans: Span[]; acts: Span[] } {
    const spans = inTime(this.#traces.get(id) ?? []);
    const from = Math.min(...spans.map(({ start }) => start));
    const until = Math.max(...spans.map(({ end }) => end));
    const paths = new Set(spans.map(({ path }) => path));
    const acts = this.#of(supervisionService).filter(
      ({ trace, path, start, end }) => trace !== id && paths.has(path) && end >= from && start <= until + afterwards,
    );
    return { spans, acts: inTime(acts) };
  }

  /** The last `limit` spans of a process that began until `until`, by their begin. */
  lastOf(path: string, until: number, limit: number): Span[] {
    return inTime(this.#of(path).filter(({ start }) => start <= until)).slice(-limit);
  }

  counts(): TraceCounts {
    const forgotten = [...this.#queues]
      .filter(([, queue]) => queue.forgotten > 0)
      .map(([path, queue]) => ({ path, spans: queue.forgotten }));
    return { kept: this.#kept, received: this.#received, refused: this.#refused, forgotten };
  }

  #of(key: string): Span[] {
    const queue = this.#queues.get(key);
    return queue ? queue.spans.slice(queue.first).map(({ span }) => span) : [];
  }

  #keep(kept: Kept): void {
    const key = keyOf(kept.span);
    const queue = this.#queues.get(key) ?? { spans: [], first: 0, weight: 0, forgotten: 0 };
    this.#queues.set(key, queue);
    queue.spans.push(kept);
    queue.weight += kept.weight;
    this.#kept++;
    this.#weight += kept.weight;
    const trace = this.#traces.get(kept.span.trace);
    if (trace) trace.add(kept.span);
    else this.#traces.set(kept.span.trace, new Set([kept.span]));
  }

  #makeRoom(): void {
    const [biggest] = [...this.#queues.values()].sort((a, b) => b.weight - a.weight);
    if (!biggest) return;
    const leaves = Math.min(Math.max(1, Math.floor(this.#limits.spans * share)), biggest.spans.length - biggest.first);
    for (const { span, weight } of biggest.spans.slice(biggest.first, biggest.first + leaves)) {
      biggest.weight -= weight;
      this.#weight -= weight;
      const trace = this.#traces.get(span.trace);
      trace?.delete(span);
      if (trace?.size === 0) this.#traces.delete(span.trace);
    }
    this.#kept -= leaves;
    biggest.forgotten += leaves;
    biggest.first += leaves;
    if (biggest.first * 2 < biggest.spans.length) return;
    biggest.spans = biggest.spans.slice(biggest.first);
    biggest.first = 0;
  }
}

/** What supervision does within so many microseconds after the end of a trace may be what it led to. */
const afterwards = 5_000_000;

const keyOf = ({ service, path }: Span) => (service === supervisionService ? service : (path ?? service));

function weightOf({ name, message, attributes, events, links }: Span): number {
  return 400 + 2 * (name.length + message.length) + sizeOf(attributes) + sizeOf(events) + 100 * links.length;
}

/** About as many bytes as a value takes. */
function sizeOf(value: unknown): number {
  if (typeof value === "string") return 20 + 2 * value.length;
  if (value === null || typeof value !== "object") return 16;
  let size = 0;
  for (const key in value) size += 20 + sizeOf((value as Record<string, unknown>)[key]);
  return size;
}

function some(spans: Iterable<Span>, is: (span: Span) => boolean): boolean {
  for (const span of spans) if (is(span)) return true;
  return false;
}

function says({ name, message, service, path, attributes, node }: Span, wanted: string): boolean {
  const has = (text: string | null) => text?.toLowerCase().includes(wanted) ?? false;
  return (
    [name, message, service, path, node].some(has) ||
    Object.entries(attributes).some(([key, value]) =>
      has(`${key}=${typeof value === "object" ? JSON.stringify(value) : value}`),
    )
  );
}

function summaryOf(trace: string, spans: ReadonlySet<Span>): TraceSummary {
  let [first] = spans;
  let [start, end, errors] = [Number.POSITIVE_INFINITY, 0, 0];
  const paths = new Set<string>();
  for (const span of spans) {
    start = Math.min(start, span.start);
    end = Math.max(end, span.end);
    if (span.status === "error") errors++;
    paths.add(span.path ?? span.service);
    if (first && comesBefore(span, first)) first = span;
  }
  return { trace, name: first?.name ?? "", start, end, spans: spans.size, errors, paths: [...paths] };
}

/** A root before others, then the earlier. */
function comesBefore(a: Span, b: Span): boolean {
  if ((a.parent === null) !== (b.parent === null)) return a.parent === null;
  return a.start < b.start;
}

function inTime(spans: Iterable<Span>): Span[] {
  return [...spans].sort((a, b) => a.start - b.start || b.end - a.end);
}
