import { readFile, readlink } from "node:fs/promises";

/**
 * Names the time from one start of this machine, or of this container, to the next: ids of processes mean nothing beyond it.
 * Empty where the system does not tell.
 */
export async function machineRun(): Promise<string> {
  const parts = [readFile("/proc/sys/kernel/random/boot_id", "utf8"), readlink("/proc/self/ns/pid")];
  const told = await Promise.allSettled(parts);
  return told
    .map((part) => (part.status === "fulfilled" ? part.value.trim() : ""))
    .join(" ")
    .trim();
}
