import {
  type LogLine,
  type MetricsSample,
  matches,
  type NoticeName,
  type NoticeParams,
  type Path,
  type Role,
  type TraceCounts,
  type WireError,
} from "../../wire/index.ts";

/** A connected client, as the loop sees it. */
export interface Client {
  /** What it may do. */
  readonly role: Role;
  notify<N extends NoticeName>(name: N, params: NoticeParams<N>): void;
  answer(id: number | string, result: unknown): void;
  refuse(id: number | string, error: WireError): void;
}

/** What a client asked to be told. */
interface Wishes {
  tree: boolean;
  follow: Follow | null;
  metrics: Follow | null;
  tracing: boolean;
  /** Supervisors whose every step it wants to see. */
  traces: Set<Path>;
}

/** Patterns are compiled once a path: a noisy child writes thousands of lines. */
interface Follow {
  patterns: readonly string[];
  known: Map<Path, boolean>;
}

/** All connected clients with what each wants to hear unasked. */
export class Clients {
  readonly #wishes = new Map<Client, Wishes>();

  add(client: Client): void {
    this.#wishes.set(client, { tree: false, follow: null, metrics: null, tracing: false, traces: new Set() });
  }

  remove(client: Client): void {
    this.#wishes.delete(client);
  }

  watchTree(client: Client): void {
    const wishes = this.#wishes.get(client);
    if (wishes) wishes.tree = true;
  }

  /** Replaces what the client followed before; null ends it. An empty list means all. */
  follow(client: Client, patterns: readonly string[] | null): void {
    const wishes = this.#wishes.get(client);
    if (wishes) wishes.follow = patterns && { patterns, known: new Map() };
  }

  /** The same for what processes use. */
  watchMetrics(client: Client, patterns: readonly string[] | null): void {
    const wishes = this.#wishes.get(client);
    if (wishes) wishes.metrics = patterns && { patterns, known: new Map() };
  }

  watchesMetrics(): boolean {
    return [...this.#wishes.values()].some(({ metrics }) => metrics !== null);
  }

  watchesMetricsOf(path: Path): boolean {
    return [...this.#wishes.values()].some(({ metrics }) => metrics !== null && isFollowed(metrics, path));
  }

  /** Who watches hears it also when there is nothing to tell, so that what was told before is known to be over. */
  tellMetrics(at: number, samples: readonly MetricsSample[]): void {
    for (const [client, { metrics }] of this.#wishes) {
      if (metrics) client.notify("metrics", { at, samples: samples.filter(({ path }) => isFollowed(metrics, path)) });
    }
  }

  watchTraces(client: Client, on: boolean): void {
    const wishes = this.#wishes.get(client);
    if (wishes) wishes.tracing = on;
  }

  watchesTraces(): boolean {
    return [...this.#wishes.values()].some(({ tracing }) => tracing);
  }

  tellTraceWatchers(counts: TraceCounts): void {
    for (const [client, { tracing }] of this.#wishes) if (tracing) client.notify("traces_changed", { counts });
  }

  trace(client: Client, supervisor: Path, on: boolean): void {
    const traces = this.#wishes.get(client)?.traces;
    if (on) traces?.add(supervisor);
    else traces?.delete(supervisor);
  }

  /** Supervisors that somebody traces. */
  traced(): Path[] {
    return [...new Set([...this.#wishes.values()].flatMap(({ traces }) => [...traces]))];
  }

  tellTracers(trace: NoticeParams<"trace">): void {
    for (const [client, { traces }] of this.#wishes) if (traces.has(trace.path)) client.notify("trace", trace);
  }

  tellAll<N extends NoticeName>(name: N, params: NoticeParams<N>): void {
    for (const client of this.#wishes.keys()) client.notify(name, params);
  }

  tellWatchers(delta: NoticeParams<"tree">): void {
    for (const [client, wishes] of this.#wishes) if (wishes.tree) client.notify("tree", delta);
  }

  tellFollowers(lines: readonly LogLine[]): void {
    for (const [client, { follow }] of this.#wishes) {
      const wanted = follow ? lines.filter((line) => isFollowed(follow, line.path)) : [];
      if (wanted.length > 0) client.notify("output", { lines: wanted });
    }
  }
}

function isFollowed(follow: Follow, path: Path): boolean {
  const known = follow.known.get(path);
  if (known !== undefined) return known;
  const followed = follow.patterns.length === 0 || follow.patterns.some((pattern) => matches(pattern, path));
  follow.known.set(path, followed);
  return followed;
}
