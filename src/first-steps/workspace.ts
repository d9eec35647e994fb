import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { readCompose } from "./compose.ts";
import { exportedBy } from "./exported.ts";
import type { Found } from "./found.ts";
import { type PackageManager, readPackageScripts } from "./package-scripts.ts";
import { readPm2 } from "./pm2.ts";
import { readProcfile } from "./procfile.ts";

/** What the files at the top of a folder say about processes; a file that cannot be read says so among what is left out. */
export async function lookInto(folder: string): Promise<Found[]> {
  const names = (await readdir(folder)).sort();
  const found: Found[] = [];
  for (const name of names) {
    const read = readerOf(name, names);
    if (read) found.push(await read(join(folder, name), folder).catch((error: unknown) => unreadable(name, error)));
  }
  return found;
}

type Read = (file: string, folder: string) => Promise<Found>;

function readerOf(name: string, names: readonly string[]): Read | null {
  const text = (read: (text: string) => Found) => async (file: string) => read(await readFile(file, "utf8"));
  if (/^Procfile(\.\w+)?$/.test(name)) return text((procfile) => readProcfile(procfile, name));
  if (name === "package.json") return text((scripts) => readPackageScripts(scripts, name, managerOf(names)));
  if (/^(docker-)?compose(\.override)?\.ya?ml$/.test(name)) return text((compose) => readCompose(compose, name));
  if (/^(ecosystem|pm2)(\.config)?\.(json|ya?ml)$/.test(name)) return text((apps) => readPm2(parse(apps), name));
  if (/^(ecosystem|pm2)\.config\.[cm]?js$/.test(name))
    return async (file, folder) => readPm2(await exportedBy(file, folder), name);
  return null;
}

function managerOf(names: readonly string[]): PackageManager {
  if (names.includes("pnpm-lock.yaml")) return "pnpm";
  if (names.includes("yarn.lock")) return "yarn";
  return names.some((name) => /^bun\.lockb?$/.test(name)) ? "bun" : "npm";
}

function unreadable(name: string, error: unknown): Found {
  const [reason] = (error instanceof Error ? error.message : String(error)).split("\n");
  return { processes: [], leftOut: [{ name, from: name, why: `it cannot be read: ${reason}` }] };
}
