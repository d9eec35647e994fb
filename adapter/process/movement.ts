import type Protocol from "devtools-protocol";
import type { StepKind } from "../../core/index.ts";
import { type Cdp, onlyExpected } from "./cdp.ts";

/** How a process was told to move on, for its next pause to be understood by. */
export class Movement {
  readonly #cdp: Cdp;
  #step: StepKind | null = null;
  #pausing = false;
  /** V8's name of the breakpoint at a call that is to be stepped into. */
  #call: string | null = null;
  #restarting = false;

  constructor(cdp: Cdp) {
    this.#cdp = cdp;
  }

  get step(): StepKind | null {
    return this.#step;
  }

  get isPausing(): boolean {
    return this.#pausing;
  }

  get isRestarting(): boolean {
    return this.#restarting;
  }

  resume(): void {
    this.#step = null;
    this.#cdp.tell("Debugger.resume", {});
  }

  by(kind: StepKind): void {
    this.#step = kind;
    if (kind === "into") this.#cdp.tell("Debugger.stepInto", {});
    else this.#cdp.tell(kind === "over" ? "Debugger.stepOver" : "Debugger.stepOut", {});
  }

  /** Into one call of the statement: past those before it. A call that is never made ends the step at the next statement. */
  async into(location: Protocol.Debugger.Location, here: Protocol.Debugger.Location | undefined): Promise<void> {
    this.#step = "into";
    const isHere = location.lineNumber === here?.lineNumber && location.columnNumber === here.columnNumber;
    if (isHere) return this.#cdp.tell("Debugger.stepInto", {});
    try {
      this.#call = (await this.#cdp.call("Debugger.setBreakpoint", { location })).breakpointId;
      this.#cdp.tell("Debugger.stepOver", {});
    } catch (error) {
      onlyExpected(error);
      this.#cdp.tell("Debugger.stepInto", {}); // another breakpoint has this very place
    }
  }

  /** Whether a pause is only the arrival at that call; then the process steps into it. */
  arrives({ hitBreakpoints = [] }: Protocol.Debugger.PausedEvent): boolean {
    const breakpointId = this.#call;
    if (breakpointId === null) return false;
    this.#call = null;
    this.#cdp.tell("Debugger.removeBreakpoint", { breakpointId });
    if (hitBreakpoints.length !== 1 || hitBreakpoints[0] !== breakpointId) return false;
    this.#cdp.tell("Debugger.stepInto", {});
    return true;
  }

  pauseSoon(): void {
    this.#pausing = true;
    this.#cdp.tell("Debugger.pause", undefined);
  }

  async restart(frame: Protocol.Debugger.CallFrame): Promise<void> {
    this.#restarting = true;
    try {
      await this.#cdp.call("Debugger.restartFrame", { callFrameId: frame.callFrameId, mode: "StepInto" });
    } catch (error) {
      this.#restarting = false;
      throw error;
    }
  }

  /** It stands still where somebody looks. */
  stopped(): void {
    this.#pausing = false;
    this.#restarting = false;
  }
}
