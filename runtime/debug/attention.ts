import type { Happening } from "../../core/index.ts";
import type { Path } from "../../wire/index.ts";

interface Process {
  path: Path;
  incarnation: number;
}

/** What debuggers do to one incarnation, all its threads and descendants together. */
interface Looked {
  /** Connections that debug it. */
  by: Set<object>;
  /** Those of them in which something is paused. */
  paused: Set<object>;
  /** The first of them paused it before an error that nobody handles ends it: its end, and so its plan, is held. */
  isCrashing: boolean;
}

/** Which incarnations are debugged, and which are paused: each is told when it begins and when it is over, however many debuggers there are. */
export class Attention {
  readonly #happen: (happening: Happening) => void;
  readonly #looked = new Map<string, Looked>();

  constructor(happen: (happening: Happening) => void) {
    this.#happen = happen;
  }

  debugs(at: Process, who: object): void {
    const looked = this.#looked.get(keyOf(at)) ?? { by: new Set(), paused: new Set(), isCrashing: false };
    this.#looked.set(keyOf(at), looked);
    looked.by.add(who);
    if (looked.by.size === 1) this.#happen({ kind: "debugged", ...at, debugged: true });
  }

  /** Whether it answers nothing because of that. */
  isPaused(at: Process): boolean {
    return (this.#looked.get(keyOf(at))?.paused.size ?? 0) > 0;
  }

  paused(at: Process, who: object, isCrashing: boolean): void {
    const looked = this.#looked.get(keyOf(at));
    if (!looked || looked.paused.has(who)) return;
    looked.paused.add(who);
    if (looked.paused.size > 1) return;
    looked.isCrashing = isCrashing;
    this.#happen({ kind: isCrashing ? "held" : "paused", ...at });
  }

  resumed(at: Process, who: object): void {
    const looked = this.#looked.get(keyOf(at));
    if (!looked?.paused.delete(who) || looked.paused.size > 0) return;
    this.#happen({ kind: looked.isCrashing ? "released" : "resumed", ...at });
  }

  leaves(at: Process, who: object): void {
    this.resumed(at, who);
    const looked = this.#looked.get(keyOf(at));
    if (!looked?.by.delete(who) || looked.by.size > 0) return;
    this.#looked.delete(keyOf(at));
    this.#happen({ kind: "debugged", ...at, debugged: false });
  }
}

function keyOf({ path, incarnation }: Process): string {
  return `${path} ${incarnation}`;
}
