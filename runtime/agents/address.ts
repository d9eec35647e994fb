import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { z } from "zod";
import { codeOf, reasonOf } from "../refusal.ts";
import { writeWhole } from "../state/write-whole.ts";

/** Where agents find the tree's runtime, and what they say to be let in. Written down, since they outlive a runtime and look for the next. */
const address = z.object({ socket: z.string(), secret: z.string() });
export type AgentsAddress = z.infer<typeof address>;

/** The address that this tree has had, or a new one. */
export async function agentsAddress(file: string): Promise<AgentsAddress> {
  try {
    const known = address.parse(JSON.parse(await readFile(file, "utf8")));
    if (process.platform !== "win32") await mkdir(dirname(known.socket), { recursive: true, mode: 0o700 });
    return known;
  } catch (error) {
    if (codeOf(error) !== "ENOENT")
      console.error(`a new address for agents, since ${file} cannot be read: ${reasonOf(error)}`);
    const fresh = { socket: await newSocket(), secret: randomBytes(32).toString("hex") };
    await writeWhole(file, JSON.stringify(fresh));
    return fresh;
  }
}

export async function forgetAddress(file: string, { socket }: AgentsAddress): Promise<void> {
  await rm(file, { force: true });
  if (process.platform !== "win32") await rm(dirname(socket), { recursive: true, force: true });
}

/** Addresses of Unix sockets are short (107 bytes here, 103 on macOS), so it is not kept beside the spec. */
async function newSocket(): Promise<string> {
  if (process.platform === "win32") return `\\\\.\\pipe\\supertree-${randomBytes(16).toString("hex")}`;
  const parent = tmpdir().length > 70 ? "/tmp" : tmpdir();
  return join(await mkdtemp(join(parent, "supertree-")), "agents");
}
