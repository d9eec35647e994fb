import { type ChildProcess, spawn } from "node:child_process";
import { access, mkdir, open, readFile, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { z } from "zod";
import { type Listening, listeningWords, stateFolder, wireError } from "../wire/index.ts";
import { WireFailure } from "./failure.ts";
import { jsonOrNull } from "./json.ts";

export interface RuntimeStart {
  specFile: string;
  /** Path of `dist/runtime.cjs`. */
  runtimeFile: string;
  /** Added to this process's environment. */
  env?: Readonly<Record<string, string>>;
  /** The Node (or Electron) that runs it; default: the one that runs this. */
  node?: string;
  /** False: the runtime listens but starts nothing until a client gives `start_tree`. */
  start?: boolean;
  /** How it serves other machines; default: not at all. */
  listening?: Listening | undefined;
}

const problem = z.object({
  file: z.string(),
  line: z.int(),
  column: z.int(),
  severity: z.enum(["error", "warning", "hint"]),
  code: z.string(),
  message: z.string(),
});
/** The one line that a runtime prints on standard output. */
const firstLine = z.union([
  z.object({ ready: z.object({ url: z.string(), pid: z.int() }) }),
  z.object({ error: wireError, problems: z.array(problem).optional() }),
]);

/**
 * Starts a runtime in a session of its own, so that neither this process's end nor a Ctrl-C at its terminal reaches it.
 * Settles when it accepts clients; fails with the runtime's own error (and the spec's problems), `not_found` or `start_failed`.
 */
export async function startRuntime(start: RuntimeStart): Promise<{ url: string; pid: number }> {
  const specFile = resolve(start.specFile);
  await access(specFile).catch(() => {
    const message = `There is no spec ${specFile}. Name an existing one.`;
    throw new WireFailure({ code: "not_found", message, where: specFile });
  });
  const logs = join(dirname(specFile), stateFolder, "logs");
  await mkdir(logs, { recursive: true, mode: 0o700 });
  const logFile = join(logs, "runtime.log");
  const log = await open(logFile, "a");
  const before = (await stat(logFile)).size;
  try {
    const child = spawn(start.node ?? process.execPath, [start.runtimeFile, ...wordsOf(start, specFile)], {
      cwd: dirname(specFile),
      detached: true,
      env: { ...process.env, ...asNode(start.node), ...start.env },
      stdio: ["ignore", "pipe", log.fd],
      windowsHide: true,
    });
    return await announced(child, specFile, async () => (await readFile(logFile)).subarray(before).toString());
  } finally {
    await log.close();
  }
}

function wordsOf({ start, listening }: RuntimeStart, specFile: string): string[] {
  return [
    "--spec",
    specFile,
    ...(start === false ? ["--no-start"] : []),
    ...(listening ? listeningWords(listening) : []),
  ];
}

/** Inside VS Code this process's own executable is Electron, which is a Node only when told. */
function asNode(node: string | undefined): Record<string, string> {
  return node === undefined && process.versions.electron ? { ELECTRON_RUN_AS_NODE: "1" } : {};
}

async function announced(child: ChildProcess, specFile: string, complaints: () => Promise<string>) {
  const failed = (reason: string) =>
    new WireFailure({ code: "start_failed", message: `The runtime did not start: ${reason}`, where: specFile });
  const { stdout } = child;
  if (!stdout) throw new Error("a runtime is spawned with a pipe for its standard output");
  const spawned = new Promise<never>((_, fail) => child.once("error", (error) => fail(failed(error.message))));
  const line = await Promise.race([spawned, lineOf(stdout)]);
  child.unref();
  if (line === null) throw failed((await complaints()).trim() || "it ended without a word. Run it by hand to see why.");
  const said = firstLine.safeParse(jsonOrNull(line));
  if (!said.success) throw failed(`it said ${JSON.stringify(line)} instead of "ready".`);
  if ("error" in said.data) throw new WireFailure(said.data.error, said.data.problems);
  return said.data.ready;
}

/** The first line, or null when the stream ends before; the pipe is given up either way. */
async function lineOf(stream: Readable): Promise<string | null> {
  try {
    for await (const line of createInterface({ input: stream })) return line;
    return null;
  } finally {
    stream.destroy();
  }
}
