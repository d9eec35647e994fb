import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { Refusal, reasonOf } from "./refusal.ts";

/** The version of the runtime in this file, which so shows that it can be loaded; refuses with `start_failed`. */
export async function versionOf(runtimeFile: string): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [runtimeFile, "--version"], { timeout: patienceMs });
    return stdout.trim();
  } catch (error) {
    const reason = /^\w*Error.*$/m.exec(reasonOf(error).replace(/^Error: /, ""))?.[0] ?? reasonOf(error);
    const message = `${runtimeFile} is no runtime that could take over (${reason}): name the runtime.cjs of a Supertree.`;
    throw new Refusal({ code: "start_failed", message, where: runtimeFile });
  }
}

const patienceMs = 20_000;

/**
 * Starts the runtime that goes on with the tree, once this one has let go of it. Settles when it listens. Should it not come up, this
 * version starts again: the tree is not to be without a runtime.
 */
export async function startSuccessor(runtimeFile: string, words: readonly string[]): Promise<void> {
  const failure = await startOne(runtimeFile, words);
  if (failure === null) return;
  console.error(`${runtimeFile} did not take over: ${failure}`);
  const own = process.argv[1] ?? "";
  const again = await startOne(own, words);
  if (again !== null) throw new Error(`neither did ${own} again: ${again}`);
}

/** Null once it listens, else what it said instead. */
async function startOne(runtimeFile: string, words: readonly string[]): Promise<string | null> {
  const next = spawn(process.execPath, [runtimeFile, ...words], {
    detached: true,
    stdio: ["ignore", "pipe", "inherit"],
    windowsHide: true,
  });
  const failed = once(next, "error").then(([error]) => reasonOf(error));
  const line = firstLine(next.stdout).finally(() => next.stdout.destroy());
  const said = await Promise.race([failed, line]);
  next.unref();
  return said.startsWith('{"ready":') ? null : said;
}

async function firstLine(stream: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: stream })) return line;
  return "it ended without a word";
}
