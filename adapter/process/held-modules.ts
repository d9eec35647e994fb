import { pathToFileURL } from "node:url";
import type Protocol from "devtools-protocol";
import type { SourceSettings } from "../settings.ts";
import { type Cdp, onlyExpected } from "./cdp.ts";

/** Code that waits to run: its URL, its source map as the code names it (empty: it names none), and its text. */
export interface WaitingCode {
  url: string;
  mapUrl: string;
  text(): Promise<string>;
}

/**
 * Makes a process stand still before it runs a module that has a source map, until the breakpoints in its sources are set; and before
 * any module while there are breakpoints on functions. V8's instrumentation does it for ES modules, after they are compiled. CommonJS is
 * compiled as a function, which V8 does not count; there the process pauses in `Module.prototype._compile`, before: the breakpoints are
 * set by URL and bind as V8 compiles.
 */
export class HeldModules {
  readonly #cdp: Cdp;
  readonly #settings: SourceSettings;
  #names: readonly string[] = [];
  #compiling: string | null = null;

  constructor(cdp: Cdp, settings: SourceSettings) {
    this.#cdp = cdp;
    this.#settings = settings;
  }

  async start(): Promise<void> {
    this.#compiling = null;
    if (!this.#settings.sourceMaps) return;
    this.#cdp.tell("Debugger.setInstrumentationBreakpoint", { instrumentation: "beforeScriptWithSourceMapExecution" });
    await this.#holdCompiling();
  }

  /** Functions of these names are to be found before code with them runs. */
  async hold(names: readonly string[]): Promise<void> {
    const isNew = names.some((name) => !this.#names.includes(name));
    this.#names = names;
    if (!isNew) return;
    this.#cdp.tell("Debugger.setInstrumentationBreakpoint", { instrumentation: "beforeScriptExecution" });
    if (this.#compiling !== null) this.#cdp.tell("Debugger.removeBreakpoint", { breakpointId: this.#compiling });
    await this.#holdCompiling();
  }

  /** The code for which a process stands still; null when this pause is another's, "unknown" when it cannot be told. */
  async waiting(pause: Protocol.Debugger.PausedEvent): Promise<WaitingCode | "unknown" | null> {
    if (pause.reason === "instrumentation") return this.#instrumented(pause.data ?? {});
    const frame = pause.callFrames[0];
    if (!frame || this.#compiling === null || !pause.hitBreakpoints?.includes(this.#compiling)) return null;
    const { callFrameId } = frame;
    const inFrame = async (expression: string) => {
      const how = { callFrameId, expression, returnByValue: true, silent: true };
      return (await this.#cdp.call("Debugger.evaluateOnCallFrame", how)).result.value;
    };
    const answer = await inFrame(`[filename, /\\/\\/[#@] sourceMappingURL=(\\S+)\\s*$/.exec(content)?.[1] ?? ""]`);
    const [file, mapUrl] = Array.isArray(answer) ? answer : [];
    if (typeof file !== "string" || typeof mapUrl !== "string") return "unknown";
    return { url: pathToFileURL(file).href, mapUrl, text: async () => String(await inFrame("content")) };
  }

  #instrumented({ scriptId, url, sourceMapURL }: Record<string, unknown>): WaitingCode | "unknown" {
    if (typeof url !== "string" || typeof scriptId !== "string") return "unknown";
    const text = async () => (await this.#cdp.call("Debugger.getScriptSource", { scriptId })).scriptSource;
    return { url, mapUrl: typeof sourceMapURL === "string" ? sourceMapURL : "", text };
  }

  async #holdCompiling(): Promise<void> {
    const expression = "process.getBuiltinModule('module').prototype._compile";
    try {
      // Without `disableBreaks` the expression is itself a script before whose execution V8 would pause.
      const { result } = await this.#cdp.call("Runtime.evaluate", { expression, silent: true, disableBreaks: true });
      if (!result.objectId) return;
      const answer = await this.#cdp.call("Debugger.setBreakpointOnFunctionCall", {
        objectId: result.objectId,
        condition: this.#condition(),
      });
      this.#compiling = answer.breakpointId;
    } catch (error) {
      onlyExpected(error);
    }
  }

  /** Cheap, and decided inside the process: most modules have no map, and installed packages' are not read unless asked for. */
  #condition(): string {
    const packages = this.#settings.resolveSourceMapLocations === null;
    const own = packages ? "!/[\\\\/]node_modules[\\\\/]/.test(filename) && " : "";
    const wanted = this.#names.map((name) => name.split(".").at(-1) ?? name);
    if (this.#settings.sourceMaps) wanted.unshift("sourceMappingURL=");
    const tests = wanted.map((text) => `content.includes(${JSON.stringify(text)})`);
    return `typeof content === "string" && ${own}(${tests.join(" || ")})`;
  }
}
