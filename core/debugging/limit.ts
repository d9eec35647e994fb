import { matches } from "../../wire/index.ts";

/** What the condition of a breakpoint or an exception filter says: which processes, and when in them. */
export interface Limit {
  /** Path pattern; null: every process. */
  paths: string | null;
  /** An expression; null: always. */
  condition: string | null;
}

/**
 * `@devices/* celsius > 30` → in the processes below devices, where celsius > 30; `@api` → in api, always. No expression of
 * JavaScript's begins with `@`, so every client that has conditions can limit a breakpoint to some processes.
 */
export function parseLimit(text: string | undefined): Limit {
  const trimmed = text?.trim() ?? "";
  const [, paths, rest] = /^@(\S+)\s*([\s\S]*)$/.exec(trimmed) ?? [];
  if (paths === undefined) return { paths: null, condition: trimmed || null };
  return { paths, condition: rest || null };
}

export function isFor({ paths }: { paths: string | null }, path: string): boolean {
  return paths === null || matches(paths, path);
}
