import type { WorkerSpec } from "../../spec/index.ts";
import { type AgentSettings, agentVariable, withAgent } from "../../wire/index.ts";

/**
 * What a child's environment needs so that every Node process started from it carries the agent; other programs ignore it.
 * The user's own NODE_OPTIONS stay, before ours. `byOthers`: it is for another debugger than ours.
 */
export function agentEnvironment(
  settings: AgentSettings,
  own: Readonly<Record<string, string | undefined>>,
  byOthers: boolean,
): Record<string, string> {
  return {
    [agentVariable]: JSON.stringify(settings),
    NODE_OPTIONS: withAgent(own.NODE_OPTIONS ?? "", settings.agent, settings.hold, byOthers),
  };
}

/** What the spec says of hot reload, as the agent has it. */
export function loadedHot(hot: WorkerSpec["hot"]): Pick<AgentSettings, "hot" | "packages"> {
  return typeof hot === "object" ? { hot: true, packages: [...hot.packages] } : { hot };
}
