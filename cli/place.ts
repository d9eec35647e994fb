import { stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { type Client, connect, type Endpoint, endpointOf, type FoundRuntime, findRuntime } from "../client/index.ts";
import { configModuleNames } from "../config/index.ts";
import { stateFolder } from "../wire/index.ts";
import { failure } from "./failure.ts";

/** What every command takes: whose tree, and whether the answer is for a program. */
export interface Common {
  spec?: string;
  json?: boolean;
  /** A node of another machine, in place of `spec`. */
  url?: string;
  tokenFile?: string;
  fingerprint?: string;
  clientCert?: string;
  clientKey?: string;
}

const names = ["supertree.yaml", "supertree.yml", "supertree.json", ...configModuleNames];

/** The spec that is meant: the one that is named (a folder means the one in it), else the nearest from the current folder upwards. */
export async function specOf(named: string | undefined): Promise<string> {
  if (named === undefined) return nearest(process.cwd());
  const file = resolve(named);
  const found = await stat(file).catch(() => null);
  if (found?.isDirectory()) return (await specIn(file)) ?? missing(file);
  return found ? file : missing(file);
}

function missing(file: string): never {
  throw failure("not_found", `There is no spec ${file}. Name an existing one.`, file);
}

async function nearest(folder: string): Promise<string> {
  const here = await specIn(folder);
  if (here !== null) return here;
  const above = dirname(folder);
  if (above !== folder) return nearest(above);
  const message = `No supertree.yaml, .json or .config.ts here or in a folder above. Name the spec with --spec FILE.`;
  throw failure("no_runtime", message, process.cwd());
}

async function specIn(folder: string): Promise<string | null> {
  for (const name of names) {
    const file = join(folder, name);
    if (await stat(file).catch(() => null)) return file;
  }
  return null;
}

/** The runtime that is meant; fails with `no_runtime` when none runs. */
export async function runtimeOf(options: Common): Promise<FoundRuntime> {
  const spec = await specOf(options.spec);
  const runtime = await findRuntime(spec);
  if (runtime) return runtime;
  if (await hasDied(spec)) {
    const message = `The runtime of ${spec} has died; its processes live on. "supertree up ${spec}" goes on with them, "supertree down" stops them.`;
    throw failure("no_runtime", message, spec);
  }
  throw failure("no_runtime", `No tree runs for ${spec}. Start it with "supertree up ${spec}".`, spec);
}

/** Where the node is that is meant, here or elsewhere. */
async function meant(options: Common): Promise<Endpoint> {
  const { url, tokenFile, spec } = options;
  if (url === undefined) return runtimeOf(options);
  if (spec !== undefined) throw failure("usage", "Name the tree by --spec or by --url, not by both.", "--url");
  if (tokenFile === undefined) {
    const message = "--url needs --token-file: a file with one of the tokens in .supertree/tokens/ beside its spec.";
    throw failure("usage", message, "--token-file");
  }
  return endpointOf({ ...options, url, tokenFile });
}

/** Whether a runtime has left this tree behind without stopping it. */
export async function hasDied(spec: string): Promise<boolean> {
  const left = join(dirname(spec), stateFolder, "state", "tree");
  return (await findRuntime(spec)) === null && (await stat(left).catch(() => null)) !== null;
}

/** Does `work` with the runtime that is meant, and hangs up. */
export async function withClient<T>(options: Common, work: (client: Client) => Promise<T>): Promise<T> {
  const client = await connect(await meant(options));
  try {
    return await work(client);
  } finally {
    client.close();
  }
}
