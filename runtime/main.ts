import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { listenForAgents } from "./agents/server.ts";
import { announceFailure, announceReady } from "./announce.ts";
import { type Arguments, readArguments } from "./arguments.ts";
import type { RuntimeEvent } from "./event.ts";
import { FileCommands } from "./file-commands/file-commands.ts";
import { build, type House } from "./house.ts";
import { createInbox } from "./inbox.ts";
import { agentsToInbox, clientsToInbox, fileCommandsOf } from "./listeners.ts";
import { type ReadSpec, readSpec } from "./read-spec.ts";
import { realWorld } from "./real-world.ts";
import { run } from "./runtime.ts";
import { serve } from "./service/server.ts";
import { prepare, stateFolderOf } from "./state/folder.ts";
import { takeLock } from "./state/lock.ts";
import { newToken, publishRecord, removeRecord } from "./state/record.ts";
import { version } from "./version.ts";

/** The process that owns one tree: reads the spec, takes the tree's lock, listens, says so, and runs until it is asked to end. */
async function main(): Promise<void> {
  const given = readArguments(process.argv.slice(2));
  const spec = await readSpec(given.specFile);
  const folder = stateFolderOf(given.specFile);
  await prepare(folder);
  const unlock = await takeLock(folder.state, given.specFile);
  const hangUp = await own(given, spec).finally(async () => {
    await removeRecord(folder);
    await unlock();
  });
  await hangUp(); // last: a client whose connection ends may start the tree's next runtime at once
}

/** Serves the tree until it ends; what is answered then closes the connections. */
async function own({ specFile, start }: Arguments, { tree, functions }: ReadSpec): Promise<() => Promise<void>> {
  const folder = stateFolderOf(specFile);
  const inbox = createInbox<RuntimeEvent>();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => inbox.put({ kind: "end_asked" }));

  const token = newToken();
  const secret = randomBytes(32).toString("hex");
  const agents = await listenForAgents(secret, agentsToInbox(inbox));
  const server = await serve(token, clientsToInbox(inbox));
  const record = { pid: process.pid, url: server.url, version, spec: specFile };
  const files = {
    program: join(__dirname, "agent.cjs"),
    gate: pathToFileURL(join(__dirname, "agent-gate.mjs")).href,
  };
  const house = build({
    spec: tree,
    functions,
    world: realWorld(folder.project),
    inbox,
    folder,
    record,
    agents: { files, socket: agents.socket, secret },
  });
  await publishRecord(folder, record, token);
  announceReady(record);
  if (start) house.happen({ kind: "start_tree" });
  const fileCommands = new FileCommands(fileCommandsOf(house, folder));
  fileCommands.open();
  await untilItEnds(house);
  await fileCommands.close();
  return async () => {
    await turn(); // the answers to whoever asked for the end are sent first
    await server.close();
    await agents.close();
  };
}

/** A bug ends the runtime; its children end with it, since nobody would watch over them any more. */
async function untilItEnds(house: House): Promise<void> {
  const bug = new Promise<never>((_, fail) => process.once("uncaughtException", fail));
  try {
    await Promise.race([run(house), bug]);
  } finally {
    for (const child of house.children.all()) child.life.kill();
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => announceFailure(error),
);
