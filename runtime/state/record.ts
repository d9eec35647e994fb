import { randomBytes } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { type RemoteAddress, runtimeFile, tokenFile } from "../../wire/index.ts";
import type { StateFolder } from "./folder.ts";
import { writeWhole } from "./write-whole.ts";

/** What a client finds in `.supertree/state/runtime.json`. */
export interface RuntimeRecord {
  pid: number;
  url: string;
  version: string;
  /** Absolute path of the spec. */
  spec: string;
  /** Where it serves other machines; null where it does not. */
  remote: RemoteAddress | null;
}

/** The secret of this tree's clients, 32 random bytes in hexadecimal: theirs already where a runtime has died, so that they find the next. */
export async function tokenOf(folder: StateFolder): Promise<string> {
  const known = await readFile(join(folder.root, tokenFile), "utf8").catch(() => ""); // nobody has run here, or nobody may read it
  return /^[0-9a-f]{64}$/.test(known.trim()) ? known.trim() : randomBytes(32).toString("hex");
}

/** Lets clients find this runtime. The token comes first, so that whoever sees the record can use it. */
export async function publishRecord(folder: StateFolder, record: RuntimeRecord, token: string): Promise<void> {
  await writeWhole(join(folder.root, tokenFile), `${token}\n`);
  await writeWhole(join(folder.root, runtimeFile), `${JSON.stringify(record)}\n`);
}

/** The port where clients have found the runtime before this one; 0, any, where there was none. */
export async function portOf(folder: StateFolder): Promise<number> {
  const record = await readFile(join(folder.root, runtimeFile), "utf8").catch(() => "");
  return Number(/"url":"ws:\/\/127\.0\.0\.1:(\d+)"/.exec(record)?.[1] ?? 0);
}

export async function removeRecord(folder: StateFolder): Promise<void> {
  await rm(join(folder.root, runtimeFile), { force: true });
  await rm(join(folder.root, tokenFile), { force: true });
}
