import { execFile } from "node:child_process";
import { cp, stat } from "node:fs/promises";
import { promisify } from "node:util";
import { t } from "../t.ts";

const run = promisify(execFile);

/** Copies the example that comes with the extension to a folder that is not there yet. */
export async function copyExample(example: string, to: string): Promise<void> {
  if (await stat(to).catch(() => null))
    throw new Error(t("{0} is there already. Open it, or choose another folder.", to));
  await cp(example, to, {
    recursive: true,
    filter: (file) => !/node_modules|\.supertree|\.tsbuildinfo/.test(file.slice(example.length)),
  });
}

/** Installs the example's packages; npm's own words are in the failure. */
export async function installPackages(folder: string, cancelled: AbortSignal): Promise<void> {
  await run("npm", ["install", "--no-audit", "--no-fund"], {
    cwd: folder,
    signal: cancelled,
    shell: process.platform === "win32",
  });
}
