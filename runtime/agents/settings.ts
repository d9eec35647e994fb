import { type AgentSettings, agentVariable } from "../../wire/index.ts";

/**
 * What a child's environment needs so that every Node process started from it carries the agent; other programs ignore it.
 * The user's own NODE_OPTIONS stay, before ours.
 */
export function agentEnvironment(
  agentUrl: string,
  settings: AgentSettings,
  own: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const options = [own.NODE_OPTIONS ?? "", "--inspect-publish-uid=stderr", "--import", agentUrl];
  return { [agentVariable]: JSON.stringify(settings), NODE_OPTIONS: options.filter((each) => each !== "").join(" ") };
}
