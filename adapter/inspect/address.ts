import type { Target } from "../process/target.ts";
import { type FrameHandle, type Handles, Stale } from "./handles.ts";

/** Where an expression is to be evaluated, as a client says it. */
export interface Address {
  expression: string;
  frameId?: number | undefined;
  threadId?: number | undefined;
}

/** Which of several processes an expression without a frame is for. */
export function addressIn(
  targets: readonly Target[],
  handles: Handles,
  given: Address,
): { place: FrameHandle | Target; expression: string } {
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
