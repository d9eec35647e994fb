import { execFileSync, spawnSync } from "node:child_process";
import { closeSync, openSync, readFileSync, rmSync, truncateSync, writeSync } from "node:fs";
import { join } from "node:path";

/** Gives the folder a disk of its own, so small that it can be filled; false where that is not allowed. */
export function mountSmall(folder: string, megabytes: number): boolean {
  const words = ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", folder];
  return process.platform === "linux" && spawnSync("mount", words, { stdio: "ignore" }).status === 0;
}

export function unmount(folder: string): void {
  execFileSync("umount", ["--lazy", folder]);
}

/** Takes all the room that is left; the way back makes it free again. */
export function fill(folder: string): () => void {
  const file = join(folder, "filler");
  const descriptor = openSync(file, "w");
  try {
    for (const block = Buffer.alloc(64 * 1024); writeSync(descriptor, block) > 0; );
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
  } finally {
    closeSync(descriptor);
  }
  return () => rmSync(file);
}

/** Cuts this share off the end of a file; it may be empty then. */
export function shorten(file: string, share: number): void {
  const { length } = readFileSync(file);
  truncateSync(file, Math.floor(length * (1 - share)));
}
