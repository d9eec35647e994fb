import { randomUUID } from "node:crypto";
import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { codeOf, Refusal, unlessMissing } from "../refusal.ts";
import { isSameProcess, startTimeOf } from "./process-identity.ts";

const owner = z.object({
  pid: z.int().positive(),
  startTime: z.string().nullable(),
  spec: z.string(),
  nonce: z.string(),
});
type Owner = z.infer<typeof owner>;

/**
 * Takes the tree's lock or refuses with `runtime_exists`. A lock whose owner is dead, or whose process id belongs to another
 * process by now, is replaced. Returns the way to give it back.
 */
export async function takeLock(stateFolder: string, specFile: string): Promise<() => Promise<void>> {
  const file = join(stateFolder, "lock");
  const mine: Owner = {
    pid: process.pid,
    startTime: await startTimeOf(process.pid),
    spec: specFile,
    nonce: randomUUID(),
  };
  const draft = `${file}.${mine.nonce}`;
  await writeFile(draft, JSON.stringify(mine), { mode: 0o600 });
  try {
    while (!(await linked(draft, file))) {
      const other = await read(file);
      if (other && (await isSameProcess(other.pid, other.startTime))) throw inUse(other, specFile);
      await rename(file, `${draft}.stale`).catch(unlessMissing); // another starter may have been quicker
      await rm(`${draft}.stale`, { force: true });
    }
    if ((await read(file))?.nonce !== mine.nonce) throw inUse((await read(file)) ?? mine, specFile);
  } finally {
    await rm(draft, { force: true });
  }
  return async () => {
    if ((await read(file))?.nonce === mine.nonce) await rm(file, { force: true });
  };
}

/** A link appears whole or not at all, so nobody reads a half-written lock. */
async function linked(draft: string, file: string): Promise<boolean> {
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

/** Null for a lock that is gone or was not written by a runtime. */
async function read(file: string): Promise<Owner | null> {
  try {
    return owner.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (error) {
    if (codeOf(error) === "ENOENT" || error instanceof SyntaxError || error instanceof z.ZodError) return null;
    throw error;
  }
}

function inUse(other: Owner, specFile: string): Refusal {
  const same = other.spec === specFile;
  const what = same ? "runs this tree already" : `runs ${other.spec}, which keeps its files in the same folder`;
  const remedy = `End it with: supertree down --spec ${other.spec}${same ? "" : " (or move one spec to a folder of its own)"}.`;
  return new Refusal({
    code: "runtime_exists",
    message: `A runtime (process ${other.pid}) ${what}. ${remedy}`,
    where: specFile,
  });
}
