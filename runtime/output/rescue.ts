import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Incarnation, LogLine, Path } from "../../wire/index.ts";
import { logName } from "./log-text.ts";
import type { Logs } from "./logs.ts";
import { Spool } from "./spool.ts";

/**
 * What processes wrote that are over, and a runtime that died had not yet put into their logs, is put there. That of those who are
 * welcome is followed further. A child that the tree does not have any more is known by its name as a path, as far as that is one.
 */
export async function rescueOutput(folder: string, logs: Logs, isWelcome: (name: string) => boolean): Promise<void> {
  for (const file of await readdir(folder)) {
    const match = /^(.*)\.(\d+)\.(out|err|ready)$/.exec(file);
    if (!match || isWelcome(`${match[1]}.${match[2]}`)) continue;
    const [, name = "", incarnation, kind] = match;
    const path = pathOf(name);
    if (path !== null && kind !== "ready")
      await rescue(
        join(folder, file),
        { path, incarnation: Number(incarnation) },
        kind === "err" ? "stderr" : "stdout",
        logs,
      );
    await rm(join(folder, file), { force: true });
  }
}

async function rescue(file: string, of: Incarnation, stream: LogLine["stream"], logs: Logs): Promise<void> {
  const places = await logs.keptUpTo(of);
  const spool = new Spool(file, places[stream]);
  const give = (text: string, end: number) => logs.write({ ...of, stream, at: Date.now(), text }, end);
  while (spool.read(give)) await logs.kept(of.path);
  spool.readRest(give);
  await logs.kept(of.path);
}

/** Null for a path that was too long for a name: that one cannot be told from its digest. */
function pathOf(name: string): Path | null {
  try {
    const path = decodeURIComponent(name);
    return logName(path) === name ? path : null;
  } catch {
    return null; // cut within a character
  }
}
