import type { AgentSettings } from "../wire/agent.ts";
import { withAgent, withoutAgent } from "../wire/node-options.ts";
import { type Environment, variable } from "./claim.ts";

/** From now on what this process starts carries the agent and is held at entry, as it is itself while it is debugged; or no longer. */
export function passOn(env: Environment, settings: AgentSettings, pid: number, on: boolean): void {
  const own = withoutAgent(env.NODE_OPTIONS ?? "", settings.agent);
  if (on) {
    const given: AgentSettings = { ...settings, hold: true, descendants: true, heir: pid };
    env[variable] = JSON.stringify(given);
    env.NODE_OPTIONS = withAgent(own, settings.agent, true);
    return;
  }
  delete env[variable];
  if (own === "") delete env.NODE_OPTIONS;
  else env.NODE_OPTIONS = own;
}
