import { readFile, realpath } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { z } from "zod";
import { runtimeFile, stateFolder, tokenFile } from "../wire/index.ts";
import { isAlive } from "./alive.ts";
import type { Endpoint } from "./endpoint.ts";
import { jsonOrNull } from "./json.ts";

/** What a runtime writes about itself; fields of a newer version are let through. */
const record = z.object({ pid: z.int().positive(), url: z.string(), version: z.string(), spec: z.string() });

/** A runtime that owns a tree: who it is and how to dial it. */
export type FoundRuntime = z.infer<typeof record> & Endpoint;

/** The runtime that owns the tree of `specFile`; null when none runs. A file that a dead runtime left behind counts as none. */
export async function findRuntime(specFile: string): Promise<FoundRuntime | null> {
  const folder = join(dirname(resolve(specFile)), stateFolder);
  const text = await readIfThere(join(folder, runtimeFile));
  const token = await readIfThere(join(folder, tokenFile));
  if (text === null || token === null) return null;
  const found = record.safeParse(jsonOrNull(text));
  if (!found.success || !isAlive(found.data.pid)) return null;
  if ((await canonical(found.data.spec)) !== (await canonical(specFile))) return null; // another spec of the same folder
  return { ...found.data, token: token.trim() };
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

/** A spec that was deleted while its tree runs still has its name. */
async function canonical(file: string): Promise<string> {
  return realpath(file).catch(() => resolve(file));
}
