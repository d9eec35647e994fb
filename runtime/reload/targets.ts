import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Refusal } from "../../wire/index.ts";
import type { Processes } from "./processes.ts";
import { realFile, type SourceMaps } from "./source-maps.ts";
import { readText, type Text } from "./texts.ts";

/** A module to be exchanged: what processes load, which is the file that was asked for or what was compiled from it. */
export interface Target {
  /** The file that was asked for. */
  asked: string;
  url: string;
  file: string;
  next: Text;
}

/** The loaded modules that a file is, or is a source of. A file that no process has loaded, or that is not compiled yet, is a refusal. */
export async function findTargets(
  name: string,
  folder: string,
  processes: Processes,
  maps: SourceMaps,
): Promise<Target[] | Refusal> {
  const asked = await realFile(resolve(folder, name));
  if (!(await readText(asked))) return refusal("not_loaded", `there is no file ${asked}`, asked);
  const loaded = new Map(
    processes.all.flatMap((process) => [...process.modules].map(([url, { hash }]) => [url, hash])),
  );
  const targets: Target[] = [];
  for (const [url, hash] of loaded) {
    const file = fileURLToPath(url);
    if (file !== asked && !(await maps.sourcesOf(url, hash)).includes(asked)) continue;
    const next = await readText(file);
    if (!next) return refusal("stale_build", `${file} is gone: build first, then reload`, file);
    if (file !== asked && (await isOlder(file, asked))) {
      return refusal(
        "stale_build",
        `${file}, which processes run, is older than ${asked}: build first, then reload`,
        asked,
      );
    }
    targets.push({ asked, url, file, next });
  }
  return targets.length > 0 ? targets : refusal("not_loaded", whyNotLoaded(asked, processes), asked);
}

async function isOlder(file: string, than: string): Promise<boolean> {
  const [a, b] = await Promise.all([stat(file), stat(than)]);
  return a.mtimeMs < b.mtimeMs;
}

function whyNotLoaded(file: string, processes: Processes): string {
  const starting = processes.reach.starting();
  if (starting.length > 0) {
    return `no process has loaded ${file} yet, and ${some(starting)} only just started: try again in a moment`;
  }
  const cold = processes.all.filter(({ hot }) => !hot);
  if (cold.length === 0) return `no running process has loaded ${file}; what is started from now on loads it as it is`;
  const which = some(cold.map(({ path, node }) => `${path} (Node ${node})`));
  return `no process that can be reloaded has loaded ${file}; ${which} cannot: set \`hot: true\` for it in the spec, or use Node 22.15 or later, and restart it`;
}

/** `a, b, c and 9 more` */
function some(names: readonly string[]): string {
  const more = names.length > 3 ? ` and ${names.length - 3} more` : "";
  return names.slice(0, 3).join(", ") + more;
}

function refusal(code: Refusal["code"], message: string, file: string): Refusal {
  return { path: null, code, message, where: { file, line: 1, column: 1 } };
}
