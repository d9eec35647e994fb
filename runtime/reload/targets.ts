import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Refusal } from "../../wire/index.ts";
import type { LiveProcess, Processes } from "./processes.ts";
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
  return targets.length > 0 ? targets : refusal("not_loaded", whyNotLoaded(asked, processes.all), asked);
}

async function isOlder(file: string, than: string): Promise<boolean> {
  const [a, b] = await Promise.all([stat(file), stat(than)]);
  return a.mtimeMs < b.mtimeMs;
}

function whyNotLoaded(file: string, processes: readonly LiveProcess[]): string {
  const cold = processes.filter(({ hot }) => !hot);
  if (cold.length === 0) return `no running process has loaded ${file}; what is started from now on loads it as it is`;
  const which = cold
    .map(({ path, node }) => `${path} (Node ${node})`)
    .slice(0, 3)
    .join(", ");
  const more = cold.length > 3 ? ` and ${cold.length - 3} more` : "";
  return `no process that can be reloaded has loaded ${file}; ${which}${more} cannot: set \`hot: true\` for it in the spec, or use Node 22.15 or later, and restart it`;
}

function refusal(code: Refusal["code"], message: string, file: string): Refusal {
  return { path: null, code, message, where: { file, line: 1, column: 1 } };
}
