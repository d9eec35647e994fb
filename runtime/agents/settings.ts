import { type AgentSettings, agentVariable, withAgent } from "../../wire/index.ts";

/**
 * What a child's environment needs so that every Node process started from it carries the agent; other programs ignore it.
 * The user's own NODE_OPTIONS stay, before ours.
 */
export function agentEnvironment(
  settings: AgentSettings,
  own: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  return {
    [agentVariable]: JSON.stringify(settings),
    NODE_OPTIONS: withAgent(own.NODE_OPTIONS ?? "", settings.agent, settings.hold),
  };
}
