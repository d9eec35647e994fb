import { delimiter, dirname, join, resolve } from "node:path";

import type { WorkerSpec } from "../../spec/index.ts";

type Environment = Record<string, string | undefined>;

/** What an editor puts into a runtime's environment for the runtime alone. */
const notForChildren = ["ELECTRON_RUN_AS_NODE", "VSCODE_INSPECTOR_OPTIONS"];

/** Read once: it does not change, and to copy it from the system costs as much as to decide about a restart. */
const ownEnvironment: Environment = { ...process.env };

const inherited = new Map<string, Readonly<Record<string, string>>>();

/** What every child of this project inherits. */
export function inheritedIn(project: string): Readonly<Record<string, string>> {
  const known = inherited.get(project);
  if (known) return known;
  const all = Object.entries(environmentOf(ownEnvironment, project, {}));
  const env = Object.fromEntries(all.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
  inherited.set(project, env);
  return env;
}

/** The folder in which a child runs, and its environment: what asks about it runs there too. */
export function whereOf(
  project: string,
  { cwd, env }: Pick<WorkerSpec, "cwd" | "env">,
): { cwd: string; env: Readonly<Environment> } {
  const adds = Object.keys(env).length > 0;
  return {
    cwd: resolve(project, cwd ?? "."),
    env: adds ? environmentOf(ownEnvironment, project, env) : inheritedIn(project),
  };
}

/** A child's environment: the runtime's own, the project's programs on the PATH, then what its spec says. */
export function environmentOf(own: Environment, project: string, spec: Readonly<Record<string, string>>): Environment {
  const env: Environment = { ...own, ...spec };
  for (const name of notForChildren) if (spec[name] === undefined) delete env[name];
  const pathName = Object.keys(env).find((name) => name.toUpperCase() === "PATH") ?? "PATH"; // Windows calls it Path
  env[pathName] = [...programFolders(project), env[pathName] ?? ""].filter((each) => each !== "").join(delimiter);
  return env;
}

/** `/a/b` → `/a/b/node_modules/.bin`, `/a/node_modules/.bin`, `/node_modules/.bin`, as npm has it for scripts. */
function programFolders(project: string): string[] {
  const folder = resolve(project);
  const parent = dirname(folder);
  const here = join(folder, "node_modules", ".bin");
  return parent === folder ? [here] : [here, ...programFolders(parent)];
}
