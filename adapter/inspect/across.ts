import type { ArgumentsOf } from "../../core/index.ts";
import { matches } from "../../wire/index.ts";
import { onlyExpected } from "../process/cdp.ts";
import type { Target } from "../process/target.ts";
import { messageOf } from "./evaluate.ts";
import type { Inspector } from "./inspector.ts";
import { shownValue } from "./shown.ts";

/** What a process that is busy, or awaits, is given to answer in. */
const answerWithinMs = 2_000;

/**
 * One expression in many processes at once, a row each. None is paused for it: one that runs evaluates it in its global scope,
 * one that is paused already in its top frame.
 */
export async function evaluateAcross(inspector: Inspector, { expression, paths }: ArgumentsOf<"supertree/evaluate">) {
  const meant = inspector
    .targets()
    .filter(({ path }) => paths.length === 0 || paths.some((pattern) => matches(pattern, path)))
    .sort((a, b) => a.path.localeCompare(b.path, "en", { numeric: true }));
  return { rows: await Promise.all(meant.map((target) => row(inspector, target, expression))) };
}

async function row(inspector: Inspector, target: Target, expression: string) {
  const { thread, path, incarnation, pause } = target;
  const who = { threadId: thread, path, incarnation, state: pause ? "paused" : "running" };
  const answer = await Promise.race([asked(target, expression), late()]);
  if ("failed" in answer) return { ...who, error: answer.failed };
  const { result, exceptionDetails } = answer;
  if (exceptionDetails) return { ...who, error: messageOf(exceptionDetails) };
  const holds = { is: "object", object: result, expression: null } as const;
  return { ...who, ...shownValue(inspector, { target, pause, holds }, result, null) };
}

async function asked({ cdp, pause }: Target, expression: string) {
  const frame = pause?.callFrames[0];
  const how = { expression, generatePreview: true, includeCommandLineAPI: true, silent: true, timeout: answerWithinMs };
  try {
    if (frame) return await cdp.call("Debugger.evaluateOnCallFrame", { ...how, callFrameId: frame.callFrameId });
    return await cdp.call("Runtime.evaluate", { ...how, replMode: true, awaitPromise: true, disableBreaks: true });
  } catch (error) {
    onlyExpected(error);
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}

function late(): Promise<{ failed: string }> {
  const failed = `It did not answer within ${answerWithinMs / 1000} s: it is busy, or what it awaits has not come.`;
  return new Promise((settle) => setTimeout(() => settle({ failed }), answerWithinMs).unref());
}
