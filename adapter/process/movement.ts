import type Protocol from "devtools-protocol";
import type { StepKind } from "../../core/index.ts";
import type { Cdp } from "./cdp.ts";

/** Where a call stands in its frame, how deep that is, and whether another call of the statement is just being left. */
interface Call {
  location: Protocol.Debugger.Location;
  depth: number;
  isLeaving: boolean;
}

/** How a process was told to move on, for its next pause to be understood by. */
export class Movement {
  readonly #cdp: Cdp;
  #step: StepKind | null = null;
  #pausing = false;
  /** A call of the statement that is to be stepped into. */
  #call: Call | null = null;
  #restarting = false;
  /** It was told to go on and has not said that it does. */
  #leaving = false;
  #enabling = false;
  #resumes = 0;

  constructor(cdp: Cdp) {
    this.#cdp = cdp;
  }

  get step(): StepKind | null {
    return this.#step;
  }

  get isPausing(): boolean {
    return this.#pausing;
  }

  /** How many times it has gone on. */
  get resumes(): number {
    return this.#resumes;
  }

  get isRestarting(): boolean {
    return this.#restarting;
  }

  /**
   * Whether a pause is the one before, told once more: a thread whose debugger is switched on while it is paused says so before it
   * answers, and one that was told to go on an instant ago is still paused then.
   */
  get isStillLeaving(): boolean {
    return this.#enabling && this.#leaving;
  }

  /** Its debugger is being switched on, until the answer is called. */
  enabling(): () => void {
    this.#enabling = true;
    return () => {
      this.#enabling = false;
      this.#leaving = false;
    };
  }

  resume(): void {
    this.#step = null;
    this.#leaving = true;
    this.#cdp.tell("Debugger.resume", {});
  }

  by(kind: StepKind): void {
    this.#step = kind;
    this.#leaving = true;
    if (kind === "into") this.#cdp.tell("Debugger.stepInto", {});
    else this.#cdp.tell(kind === "over" ? "Debugger.stepOver" : "Debugger.stepOut", {});
  }

  /** Into one call of the statement, and out again of those before it. A call that is never made ends the step at the next statement. */
  into(location: Protocol.Debugger.Location, { callFrames }: Protocol.Debugger.PausedEvent): void {
    this.#call = { location, depth: callFrames.length, isLeaving: false };
    this.by("into");
  }

  /** Whether a pause is only on the way to that call; then the process goes further. */
  isOnTheWay({ callFrames, hitBreakpoints = [] }: Protocol.Debugger.PausedEvent): boolean {
    const call = this.#call;
    this.#call = null;
    if (call === null || hitBreakpoints.length > 0) return false;
    const deeper = callFrames.length - call.depth;
    const isInOther = deeper > 0 && !isSame(callFrames[deeper]?.location, call.location);
    const isBack = deeper === 0 && call.isLeaving;
    if (!isInOther && !isBack) return false;
    this.#call = { ...call, isLeaving: isInOther };
    this.#cdp.tell(isInOther ? "Debugger.stepOut" : "Debugger.stepInto", {});
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

  /** V8 forgets a pause that is asked of a process which is still paused, however near to going on: it is asked again. */
  resumed(): void {
    this.#resumes++;
    if (this.#pausing) this.pauseSoon();
    this.#leaving = false;
  }

  /** It stands still where somebody looks. */
  stopped(): void {
    this.#pausing = false;
    this.#restarting = false;
  }
}

function isSame(a: Protocol.Debugger.Location | undefined, b: Protocol.Debugger.Location): boolean {
  return a?.scriptId === b.scriptId && a.lineNumber === b.lineNumber && a.columnNumber === b.columnNumber;
}
