import type { Tree } from "../core/index.ts";
import type { Incarnation, Path } from "../wire/index.ts";
import type { ProcessIdentity } from "./world.ts";

/** What a runtime that comes after this one goes on with. */
export interface Legacy {
  note(tree: Tree, changed: readonly Path[]): void;
  born(of: Incarnation, process: ProcessIdentity): void;
  formerOf(of: Incarnation): ProcessIdentity | null;
}
