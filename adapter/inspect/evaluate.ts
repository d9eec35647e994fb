import type Protocol from "devtools-protocol";
import type { ArgumentsOf } from "../../core/index.ts";
import type { Target } from "../process/target.ts";
import type { FrameHandle } from "./handles.ts";
import type { Inspector } from "./inspector.ts";
import { shownValue } from "./shown.ts";

/** The program threw while it evaluated what a person asked. */
export class EvaluationError extends Error {}

/** An expression in a frame, or in a process that runs. Hovering never changes anything; the console may await. */
export async function evaluate(inspector: Inspector, given: ArgumentsOf<"evaluate">) {
  const { context } = given;
  const { place, expression } = inspector.addressed(given);
  if (context === "clipboard") return { result: await copied(place, expression), variablesReference: 0 };
  const answer =
    "frame" in place ? await inFrame(place, expression, context) : await inProcess(place, expression, context);
  if (answer.exceptionDetails) throw new EvaluationError(messageOf(answer.exceptionDetails));
  const target = "frame" in place ? place.target : place;
  const pause = "frame" in place ? place.pause : null;
  const holds = { is: "object", object: answer.result, expression } as const;
  const { value, ...rest } = shownValue(inspector, { target, pause, holds }, answer.result, expression);
  return { result: value, ...rest };
}

/** `total` and `total + 1`: the assignment, and what it left there. */
export async function setExpression(
  inspector: Inspector,
  { expression, value, ...where }: ArgumentsOf<"setExpression">,
) {
  const { result, ...rest } = await evaluate(inspector, {
    ...where,
    expression: `${expression} = (${value}\n)`,
    context: "watch",
  });
  return { value: result, ...rest };
}

/** `Error: no such device`, without the stack of the expression's own evaluation. */
export function messageOf({ exception, text }: Protocol.Runtime.ExceptionDetails): string {
  const said =
    exception?.description ?? (exception && "value" in exception ? `Uncaught ${String(exception.value)}` : text);
  return said.split("\n    at ")[0] ?? said;
}

function inFrame({ target, frame }: FrameHandle, expression: string, context: string) {
  return target.cdp.call("Debugger.evaluateOnCallFrame", {
    callFrameId: frame.callFrameId,
    expression: context === "repl" ? awaitable(expression) : expression,
    generatePreview: true,
    includeCommandLineAPI: context === "repl",
    silent: true,
    throwOnSideEffect: context === "hover",
  });
}

/** A frame cannot await, as its process stands still: what is awaited goes on once that does, and its promise is the answer until then. */
function awaitable(expression: string): string {
  if (!/\bawait\b/.test(expression)) return expression;
  return `(async () => (${expression}\n))()`;
}

/**
 * Breakpoints do not stop what is called: a pause within an inspector's own evaluation, with another message just then on its way,
 * leaves that message unread for ever and the process spinning (seen on Node 20).
 */
function inProcess(target: Target, expression: string, context: string) {
  const isRepl = context === "repl";
  return target.cdp.call("Runtime.evaluate", {
    expression,
    generatePreview: true,
    includeCommandLineAPI: true,
    silent: true,
    disableBreaks: true,
    throwOnSideEffect: context === "hover",
    replMode: isRepl,
    awaitPromise: isRepl,
  });
}

/** The whole value as text that can be pasted into a program. */
async function copied(place: FrameHandle | Target, expression: string): Promise<string> {
  const text = `((value) => typeof value === "string" ? value : JSON.stringify(value, null, 2) ?? String(value))(${expression}\n)`;
  const answer = "frame" in place ? await inFrame(place, text, "repl") : await inProcess(place, text, "repl");
  if (answer.exceptionDetails) throw new EvaluationError(messageOf(answer.exceptionDetails));
  return String(answer.result.value);
}
