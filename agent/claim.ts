import { realpathSync } from "node:fs";
import type { AgentSettings } from "../wire/agent.ts";
import { withoutAgent } from "../wire/node-options.ts";

export type Environment = Record<string, string | undefined>;

export const variable = "SUPERTREE_AGENT";

/**
 * Takes the settings out of the environment when this process is the program they are meant for, so that no process below it takes
 * itself for it. Null, with the environment left alone, when there are none, when this process only starts the program, or when this
 * is a worker thread, whose environment is a copy of the one that its process gives on.
 */
export function claim(env: Environment, entry: string | undefined, pid: number): AgentSettings | null {
  const text = env[variable];
  if (text === undefined || (entry !== undefined && isLauncher(entry))) return null;
  const settings: AgentSettings = JSON.parse(text);
  if (settings.heir === pid) return null;
  delete env[variable];
  const options = withoutAgent(env.NODE_OPTIONS ?? "", settings.agent);
  if (options === "") delete env.NODE_OPTIONS;
  else env.NODE_OPTIONS = options;
  return settings;
}

/** Node programs that start the real one as a child: npm, npx, yarn, pnpm and tsx's own command. */
function isLauncher(entry: string): boolean {
  const file = real(entry).replaceAll("\\", "/");
  return (
    /\/(npm-cli|npx-cli|pnpm|pnpx|yarn|yarnpkg|yarn-\d[\w.-]*)\.[cm]?js$/.test(file) ||
    /\/tsx\/dist\/cli\.[cm]js$/.test(file)
  );
}

/** The path behind links; a path that leads nowhere is nobody's, so it stays as it is. */
function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
