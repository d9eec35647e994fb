import type { Inspection, ThreadId } from "../../core/index.ts";
import type { Target } from "../process/target.ts";
import { completions } from "./completions.ts";
import { evaluate } from "./evaluate.ts";
import { exceptionInfo } from "./exception.ts";
import { type FrameHandle, type Handles, Stale } from "./handles.ts";
import { scopes } from "./scopes.ts";
import { setVariable } from "./set-variable.ts";
import { source } from "./source.ts";
import { stackTrace } from "./stack.ts";
import { variables } from "./variables.ts";

/** How the client counts lines and columns. */
export interface Counts {
  linesFrom: 0 | 1;
  columnsFrom: 0 | 1;
  line(from1: number): number;
  column(from1: number): number;
}

/** What the questions about processes need: what the client's numbers mean, and the processes. */
export interface Inspector {
  handles: Handles;
  counts: Counts;
  target(thread: ThreadId): Target;
  /** The frame or the process that an expression is for; `@fleet/api x` names the process before the expression. */
  addressed(given: Address): { place: FrameHandle | Target; expression: string };
}

export interface Address {
  expression: string;
  frameId?: number | undefined;
  threadId?: number | undefined;
}

/** Answers a request that only looks. */
export async function inspect(inspector: Inspector, request: Inspection): Promise<object> {
  switch (request.command) {
    case "stackTrace":
      return stackTrace(inspector, inspector.target(request.arguments.threadId), request.arguments);
    case "scopes":
      return scopes(inspector, request.arguments.frameId);
    case "variables":
      return variables(inspector, request.arguments.variablesReference, request.arguments);
    case "setVariable":
      return setVariable(inspector, request.arguments);
    case "evaluate":
      return evaluate(inspector, request.arguments);
    case "completions":
      return completions(inspector, request.arguments);
    case "source":
      return source(inspector, request.arguments.sourceReference);
    case "exceptionInfo":
      return exceptionInfo(inspector.target(request.arguments.threadId));
  }
}

/** Which of several processes an expression without a frame is for. */
export function addressIn(
  targets: readonly Target[],
  handles: Handles,
  given: Address,
): ReturnType<Inspector["addressed"]> {
  const named = /^@(\S+)\s+([\s\S]+)$/.exec(given.expression);
  if (named?.[1] && named[2]) {
    const target = targets.find(({ path }) => path === named[1]);
    if (!target) throw new Stale(`There is no process ${named[1]} in this session.`);
    return { place: target, expression: named[2] };
  }
  const { expression } = given;
  if (given.frameId !== undefined) return { place: handles.frameOf(given.frameId), expression };
  const found =
    given.threadId === undefined ? theOnly(targets) : targets.find(({ thread }) => thread === given.threadId);
  if (!found) throw new Stale(`There is no thread ${given.threadId}: its process may have ended.`);
  return { place: found, expression };
}

function theOnly(targets: readonly Target[]): Target {
  const [first, ...others] = targets;
  if (!first) throw new Stale("No process is debugged now.");
  const example = first.path;
  if (others.length > 0)
    throw new Stale(
      `Which of ${targets.length} processes? Select a paused one's frame, or write @${example} before the expression.`,
    );
  return first;
}
