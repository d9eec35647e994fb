import { renameSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { z } from "zod";
import { codeOf } from "../refusal.ts";
import { last } from "./done.ts";

const hashes = z.record(z.string(), z.string());

/** What a later runtime has to know of the reloads until now: processes that live on know only their own part of them. */
const memory = z.object({
  /** The number of the last reload; processes know their reloads by it. */
  reload: z.int(),
  committed: z.object({ texts: hashes, fresh: z.array(z.string()) }),
  versions: z.object({
    texts: z.record(z.string(), z.array(z.string())),
    scripts: z.record(z.string(), z.int()),
  }),
  last: last.nullable(),
});
export type Memory = z.infer<typeof memory>;

export const nothingYet: Memory = {
  reload: 0,
  committed: { texts: {}, fresh: [] },
  versions: { texts: {}, scripts: {} },
  last: null,
};

/** What an earlier runtime has left. A file that cannot be read counts as none, with the reason. */
export async function readMemory(file: string): Promise<{ memory: Memory; problem: string | null }> {
  try {
    return { memory: memory.parse(JSON.parse(await readFile(file, "utf8"))), problem: null };
  } catch (error) {
    if (codeOf(error) === "ENOENT") return { memory: nothingYet, problem: null };
    const problem = `${file} cannot be read: which versions of modules run where is found out anew, and nothing that was reloaded can be rolled back.`;
    if (error instanceof SyntaxError || error instanceof z.ZodError) return { memory: nothingYet, problem };
    throw error;
  }
}

/** Written at once and as a whole: this process may be killed at any moment. What cannot be written is for `failed`; reloads go on without. */
export function keepReloads(file: string, memory: Memory, failed: (error: unknown) => void): void {
  const draft = `${file}.new`;
  try {
    writeFileSync(draft, `${JSON.stringify(memory)}\n`, { mode: 0o600 });
    renameSync(draft, file);
  } catch (error) {
    failed(error);
  }
}
