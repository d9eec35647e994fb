import { readFile } from "node:fs/promises";

/** The words a process was started with, where the system tells (Linux); null elsewhere, and when it is gone. */
export async function commandLineOf(pid: number): Promise<string[] | null> {
  const text = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => ""); // the person writes it instead
  const words = text.split("\0").filter((word) => word !== "");
  return words.length > 0 ? words : null;
}
