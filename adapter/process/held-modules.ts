import { pathToFileURL } from "node:url";
import type Protocol from "devtools-protocol";
import type { SourceSettings } from "../settings.ts";
import { type Cdp, CdpError } from "./cdp.ts";

/** Code that waits to run: its URL, and its source map as the code names it. */
export interface WaitingCode {
  url: string;
  mapUrl: string;
}

/**
 * Makes a process stand still before it runs a module that has a source map, until the breakpoints in its sources are set.
 * V8's instrumentation does it for ES modules, after they are compiled. CommonJS is compiled as a function, which V8 does not count;
 * there the process pauses in `Module.prototype._compile`, before: the breakpoints are set by URL and bind as V8 compiles.
 */
export class HeldModules {
  readonly #cdp: Cdp;
  readonly #settings: SourceSettings;
  #compiling: string | null = null;

  constructor(cdp: Cdp, settings: SourceSettings) {
    this.#cdp = cdp;
    this.#settings = settings;
  }

  async start(): Promise<void> {
    if (!this.#settings.sourceMaps) return;
    this.#cdp.tell("Debugger.setInstrumentationBreakpoint", { instrumentation: "beforeScriptWithSourceMapExecution" });
    const expression = "process.getBuiltinModule('module').prototype._compile";
    try {
      const { result } = await this.#cdp.call("Runtime.evaluate", { expression, silent: true });
      if (!result.objectId) return;
      const condition = this.#condition();
      const answer = await this.#cdp.call("Debugger.setBreakpointOnFunctionCall", {
        objectId: result.objectId,
        condition,
      });
      this.#compiling = answer.breakpointId;
    } catch (error) {
      if (!(error instanceof CdpError)) throw error;
    }
  }

  /** The code for which a process stands still; null when this pause is another's, "unknown" when it cannot be told. */
  async waiting(pause: Protocol.Debugger.PausedEvent): Promise<WaitingCode | "unknown" | null> {
    if (pause.reason === "instrumentation") {
      const { url, sourceMapURL } = pause.data ?? {};
      return typeof url === "string" && typeof sourceMapURL === "string" ? { url, mapUrl: sourceMapURL } : "unknown";
    }
    const frame = pause.callFrames[0];
    if (!frame || this.#compiling === null || !pause.hitBreakpoints?.includes(this.#compiling)) return null;
    const expression = `[filename, /\\/\\/[#@] sourceMappingURL=(\\S+)\\s*$/.exec(content)?.[1] ?? ""]`;
    const answer = await this.#cdp.call("Debugger.evaluateOnCallFrame", {
      callFrameId: frame.callFrameId,
      expression,
      returnByValue: true,
      silent: true,
    });
    const [file, mapUrl] = Array.isArray(answer.result.value) ? answer.result.value : [];
    if (typeof file !== "string" || typeof mapUrl !== "string" || mapUrl === "") return "unknown";
    return { url: pathToFileURL(file).href, mapUrl };
  }

  /** Cheap, and decided inside the process: most modules have no map, and installed packages' are not read unless asked for. */
  #condition(): string {
    const packages = this.#settings.resolveSourceMapLocations === null;
    const own = packages ? " && !/[\\\\/]node_modules[\\\\/]/.test(filename)" : "";
    return `typeof content === "string" && content.includes("sourceMappingURL=")${own}`;
  }
}
