import { randomUUID } from "node:crypto";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Client, connect, findRuntime, startRuntime, WireFailure } from "../client/index.ts";
import type { Request } from "../core/index.ts";
import { namedEndpoint } from "./named-endpoint.ts";

type Joining = Extract<Request, { command: "launch" | "attach" }>;

/** How long somebody else has for starting the next runtime. */
const patienceMs = 15_000;
/** The same for the way to a node of another machine: a link that is cut may take its time. */
const patienceElsewhereMs = 10 * 60_000;
const lookEveryMs = 250;

/**
 * The runtime that goes on with the tree of one that has died. A launch owns its tree and starts one; an attach waits for whoever does.
 * Fails with what became of the tree, and what to do.
 */
export async function successor(request: Joining, runtimeFile: string, leaving: AbortSignal): Promise<Client> {
  const specFile = resolve(request.arguments.spec ?? "");
  const owned = request.command === "launch";
  const patience = namedEndpoint(request) ? patienceElsewhereMs : patienceMs;
  for (let waitedMs = 0; waitedMs <= patience && !leaving.aborted; waitedMs += lookEveryMs) {
    const client = await dialled(request, specFile);
    if (client) return client;
    if (owned && waitedMs > 0) await begin(specFile, runtimeFile, request.arguments.env);
    else await sleep(lookEveryMs);
  }
  const message = `Nobody goes on with the tree of ${specFile}: its processes run on without a supervisor. Start one with "supertree up ${specFile}", then attach again.`;
  throw new WireFailure({ code: "no_runtime", message, where: specFile });
}

/** Null where nobody answers: the record of one that was killed stays behind, and until it is collected it seems to live. */
async function dialled(request: Joining, specFile: string): Promise<Client | null> {
  const found = await (namedEndpoint(request) ?? findRuntime(specFile));
  try {
    return found && (await connect({ ...found, lease: randomUUID() }));
  } catch (error) {
    if (error instanceof WireFailure && error.code === "no_runtime") return null;
    throw error;
  }
}

/** One that somebody else has started meanwhile is as good. */
async function begin(specFile: string, runtimeFile: string, env: Readonly<Record<string, string>>): Promise<void> {
  try {
    await startRuntime({ specFile, runtimeFile, env, start: false });
  } catch (error) {
    if (!(error instanceof WireFailure && error.code === "runtime_exists")) throw error;
    await sleep(lookEveryMs);
  }
}
