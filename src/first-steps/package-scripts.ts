import { type Found, type FoundProcess, idOf, isMap, type LeftOut } from "./found.ts";

/** What starts scripts here; its lock file tells. */
export type PackageManager = "npm" | "pnpm" | "yarn" | "bun";

/** Names of scripts whose process stays until somebody ends it. */
const staying =
  /^(start|dev|develop|serve|server|worker|watch|api|web|app|backend|frontend|preview)([:._-].*)?$|[:._-](start|dev|serve|watch|worker)$/;
/** Programs that start other scripts of the same package. */
const starters = /\b(concurrently|npm-run-all2?|run-p|run-s|turbo|nx|lerna|wireit)\b/;

/** Reads the scripts of a package.json. A script that ends by itself (a build, a test) is nothing to supervise. */
export function readPackageScripts(text: string, from: string, manager: PackageManager): Found {
  const scripts = scriptsIn(text);
  if (scripts === null) return { processes: [], leftOut: [{ name: from, from, why: "it is not JSON" }] };
  const processes: FoundProcess[] = [];
  const leftOut: LeftOut[] = [];
  const leave = (name: string, why: string) => leftOut.push({ name, from: `${from} script`, why });
  for (const [name, command] of Object.entries(scripts)) {
    if (!staying.test(name)) leave(name, "by its name it ends by itself");
    else if (starters.test(command)) leave(name, "it starts other scripts, which are children of their own here");
    else if (name === "start" && twin(scripts)) leave(name, "“dev” is the same program while one develops");
    else processes.push({ id: idOf(name), from: `${from} script “${name}”`, run: `${manager} run ${name}` });
  }
  return { processes, leftOut };
}

function twin({ dev }: Readonly<Record<string, string>>): boolean {
  return dev !== undefined && !starters.test(dev);
}

/** Null for a text that is no JSON object. */
function scriptsIn(text: string): Record<string, string> | null {
  try {
    const value: unknown = JSON.parse(text);
    if (!isMap(value)) return null;
    const scripts = isMap(value.scripts) ? value.scripts : {};
    return Object.fromEntries(
      Object.entries(scripts).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
    );
  } catch {
    return null; // not JSON: whoever reads the answer is told
  }
}
