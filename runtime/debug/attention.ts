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
}

/** Which incarnations are debugged, and which are paused: each is told when it begins and when it is over, however many debuggers there are. */
export class Attention {
  readonly #happen: (happening: Happening) => void;
  readonly #looked = new Map<string, Looked>();

  constructor(happen: (happening: Happening) => void) {
    this.#happen = happen;
  }

  debugs(at: Process, who: object): void {
    const looked = this.#looked.get(keyOf(at)) ?? { by: new Set(), paused: new Set() };
    this.#looked.set(keyOf(at), looked);
    looked.by.add(who);
    if (looked.by.size === 1) this.#happen({ kind: "debugged", ...at, debugged: true });
  }

  paused(at: Process, who: object): void {
    const looked = this.#looked.get(keyOf(at));
    if (!looked || looked.paused.has(who)) return;
    looked.paused.add(who);
    if (looked.paused.size === 1) this.#happen({ kind: "paused", ...at });
  }

  resumed(at: Process, who: object): void {
    const looked = this.#looked.get(keyOf(at));
    if (looked?.paused.delete(who) && looked.paused.size === 0) this.#happen({ kind: "resumed", ...at });
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
