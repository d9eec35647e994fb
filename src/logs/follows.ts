import { type LogLine, matches } from "../../wire/index.ts";
import type { RuntimeNode } from "../connection/runtime-node.ts";

/** So many lines are read at most when somebody begins to follow. */
const linesAtOnce = 4_000;

/**
 * Whose lines this editor wants of each runtime. A runtime follows for a client what it asked for last, so the wishes of all who
 * look are asked for together.
 */
export class LogFollows {
  readonly #wishes = new Map<RuntimeNode, Map<object, readonly string[]>>();

  /** From now on `owner` follows these patterns (all children for none; nobody for null). Answers with the last lines of them. */
  async follow(node: RuntimeNode, owner: object, patterns: readonly string[] | null): Promise<LogLine[]> {
    const wishes = this.#wishes.get(node) ?? new Map<object, readonly string[]>();
    this.#wishes.set(node, wishes);
    if (patterns === null && !wishes.has(owner)) return [];
    if (patterns === null) wishes.delete(owner);
    else wishes.set(owner, patterns);
    if (node.state.kind !== "connected") return [];
    const paths = [...wishes.values()].some((wish) => wish.length === 0) ? [] : [...wishes.values()].flat();
    const known = paths.filter((pattern) => isThere(node, pattern));
    const follow = wishes.size > 0 && (paths.length === 0 || known.length > 0);
    const each = patterns === null ? 0 : linesFor(node, patterns);
    const { lines } = await node.call("logs", { paths: known, lines: follow ? each : 0, follow });
    return lines.filter(({ path }) => patterns !== null && isMeant(patterns, path));
  }
}

/** Whether a line of this child is wanted. */
export function isMeant(patterns: readonly string[], path: string): boolean {
  return patterns.length === 0 || patterns.some((pattern) => matches(pattern, path));
}

/** A child that is gone is no reason for the runtime to refuse the others. */
function isThere({ state }: RuntimeNode, pattern: string): boolean {
  return pattern.includes("*") || (state.kind === "connected" && state.outline.get(pattern) !== undefined);
}

/** How many lines of each child: a thousand of one, a few of each of thousands. */
function linesFor({ state }: RuntimeNode, patterns: readonly string[]): number {
  if (state.kind !== "connected") return 0;
  const meant = state.snapshot.nodes.filter((node) => node.kind === "worker" && isMeant(patterns, node.path)).length;
  return Math.max(1, Math.min(1_000, Math.floor(linesAtOnce / Math.max(1, meant))));
}
