import { end } from "./end.ts";
import type { DebugAction } from "./happenings.ts";
import type { DebugSession, Phase, Reaction, TreeState } from "./model.ts";
import { begin, forgetAll } from "./processes.ts";
import { act, chain, forEach, say } from "./reaction.ts";

type Reconnecting = Extract<Phase, { is: "reconnecting" }>;

/**
 * The runtime is gone, killed perhaps, and its processes live on without a debugger: those that were paused run. They are met again
 * through the runtime that goes on with them, under new threads, and get their breakpoints like others that run already.
 */
export function reconnect(session: DebugSession, request: Reconnecting["request"], message: string): Reaction {
  const told = say(
    "important",
    `${message} Its processes run on; what was paused goes on. Reaching the runtime again.`,
  );
  const rejoin: DebugAction = { do: "rejoin", request };
  const alone = chain(act(session, told), forgetAll);
  return chain(alone, (after) => act({ ...after, phase: { is: "reconnecting", request } }, rejoin));
}

/** A tree that is down was not gone on with: nothing of what this session debugged is left. */
export function rejoined(session: DebugSession, { request }: Reconnecting, tree: TreeState): Reaction {
  if (tree === "down")
    return chain(act(session, say("important", "The tree is down: nothing is left to be debugged.")), end);
  const running: DebugSession = { ...session, phase: { is: "running", request } };
  const told = say("console", "Reached the runtime that goes on with the tree; its processes are debugged again.");
  return chain(act(running, told), (after) => forEach(after, [...after.processes.keys()], begin));
}
