import { skipPatterns } from "../globs.ts";
import type { SourceSettings } from "../settings.ts";
import { type Cdp, onlyExpected } from "./cdp.ts";

/** Node's own loader is never what a person steps into. */
const alwaysSkipped = "^node:internal/";

/** Switches the Debugger domain on, with what is skipped and how far back stacks go. */
export function enableDebugger(cdp: Cdp, { skipFiles, showAsyncStacks }: SourceSettings, enabled: () => void): void {
  cdp.call("Debugger.enable", {}, enabled).catch(onlyExpected);
  cdp.tell("Debugger.setBlackboxPatterns", { patterns: [alwaysSkipped, ...skipPatterns(skipFiles)] });
  if (showAsyncStacks > 0) cdp.tell("Debugger.setAsyncCallStackDepth", { maxDepth: showAsyncStacks });
}
