import type { Path } from "../../wire/index.ts";

/** These paths as they stand in the tree, each once; what it does not know any more comes behind. `tree`: all its paths, in start order. */
export function inTreeOrder(paths: Iterable<Path>, tree: readonly Path[]): Path[] {
  const wanted = new Set(paths);
  const known = new Set(tree.filter((path) => wanted.has(path)));
  return [...known, ...[...wanted].filter((path) => !known.has(path))];
}
