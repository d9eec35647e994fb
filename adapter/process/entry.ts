import type { Breakpoint, BreakpointId } from "../../core/index.ts";
import { canonical } from "../places.ts";
import type { Bindings } from "./bindings.ts";
import { type Cdp, CdpError } from "./cdp.ts";

/** The id of the breakpoint that `stopOnEntry` sets; the session's own begin at 1. */
export const entryBreakpoint: BreakpointId = 0;

/** `stopOnEntry`: a breakpoint at the first line of the process's own program. */
export class EntryBreakpoint {
  static is(id: BreakpointId): boolean {
    return id === entryBreakpoint;
  }

  readonly #cdp: Cdp;
  readonly #bindings: Bindings;
  #breakpoint: Breakpoint | null = null;

  constructor(cdp: Cdp, bindings: Bindings) {
    this.#cdp = cdp;
    this.#bindings = bindings;
  }

  async set(): Promise<void> {
    const program = await this.#program();
    if (program === null) return; // `node -e`, a REPL: no file to stop in
    const nothing = { condition: null, hits: null, log: null, fault: null, place: null, complained: false };
    this.#breakpoint = {
      ...nothing,
      id: entryBreakpoint,
      site: { is: "line", file: canonical(program), line: 1, column: null },
      paths: null,
      reach: "process",
      bindings: new Map(),
    };
    this.#bindings.bind(this.#breakpoint);
  }

  /** A map was read: the program may be made from another source. */
  rebind(): void {
    if (this.#breakpoint) this.#bindings.bind(this.#breakpoint);
  }

  reached(): void {
    this.#breakpoint = null;
    this.#bindings.unbind(entryBreakpoint);
  }

  async #program(): Promise<string | null> {
    const expression = `(() => { const [, program] = process.argv; try {
      return process.getBuiltinModule("module").createRequire(process.cwd() + "/").resolve(program);
    } catch { return program ?? null; } })()`;
    try {
      const how = { expression, returnByValue: true, silent: true, disableBreaks: true };
      const { result } = await this.#cdp.call("Runtime.evaluate", how);
      return typeof result.value === "string" ? result.value : null;
    } catch (error) {
      if (error instanceof CdpError) return null;
      throw error;
    }
  }
}
