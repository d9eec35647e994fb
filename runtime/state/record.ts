import { randomBytes } from "node:crypto";
import { rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runtimeFile, tokenFile } from "../../wire/index.ts";
import type { StateFolder } from "./folder.ts";

/** What a client finds in `.supertree/state/runtime.json`. */
export interface RuntimeRecord {
  pid: number;
  url: string;
  version: string;
  /** Absolute path of the spec. */
  spec: string;
}

/** A new secret for this runtime's clients: 32 random bytes in hexadecimal. */
export const newToken = () => randomBytes(32).toString("hex");

/** Lets clients find this runtime. The token comes first, so that whoever sees the record can use it. */
export async function publishRecord(folder: StateFolder, record: RuntimeRecord, token: string): Promise<void> {
  await writeWhole(join(folder.root, tokenFile), `${token}\n`);
  await writeWhole(join(folder.root, runtimeFile), `${JSON.stringify(record)}\n`);
}

export async function removeRecord(folder: StateFolder): Promise<void> {
  await rm(join(folder.root, runtimeFile), { force: true });
  await rm(join(folder.root, tokenFile), { force: true });
}

/** A reader sees the old text or the new one, never half of it; only the owner can read it. */
async function writeWhole(file: string, text: string): Promise<void> {
  const draft = `${file}.${process.pid}`;
  await rm(draft, { force: true });
  await writeFile(draft, text, { mode: 0o600, flag: "wx" });
  await rename(draft, file);
}
