import { realpathSync } from "node:fs";
import type { AgentSettings } from "../wire/agent.ts";

type Environment = Record<string, string | undefined>;

const variable = "SUPERTREE_AGENT";

/**
 * Takes the settings out of the environment when this process is the program they are meant for, so that no process below it takes
 * itself for it. Null, with the environment left alone, when there are none or when this process only starts the program.
 */
export function claim(env: Environment, entry: string | undefined, self: string): AgentSettings | null {
  const text = env[variable];
  if (text === undefined || (entry !== undefined && isLauncher(entry))) return null;
  delete env[variable];
  const options = withoutAgent(env.NODE_OPTIONS ?? "", realpathSync(new URL(self)));
  if (options === "") delete env.NODE_OPTIONS;
  else env.NODE_OPTIONS = options;
  return JSON.parse(text);
}

/** Node programs that start the real one as a child: npm, npx, yarn, pnpm and tsx's own command. */
function isLauncher(entry: string): boolean {
  const file = real(entry).replaceAll("\\", "/");
  return (
    /\/(npm-cli|npx-cli|pnpm|pnpx|yarn|yarnpkg|yarn-\d[\w.-]*)\.[cm]?js$/.test(file) ||
    /\/tsx\/dist\/cli\.[cm]js$/.test(file)
  );
}

/** `--a --import file:///…/agent.mjs --inspect-publish-uid=stderr` → `--a` */
function withoutAgent(options: string, self: string): string {
  return options
    .replace(/--import[= ](file:\S+)/g, (option, url) => (real(new URL(url)) === self ? "" : option))
    .replace(/--inspect-publish-uid=\S+/g, "")
    .replace(/ {2,}/g, " ")
    .trim();
}

/** The path behind links; a path that leads nowhere is nobody's, so it stays as it is. */
function real(path: string | URL): string {
  try {
    return realpathSync(path);
  } catch {
    return String(path);
  }
}
