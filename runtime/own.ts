import { createHmac } from "node:crypto";
import { rm } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import type { Listening } from "../wire/index.ts";
import { type AgentsAddress, agentsAddress, forgetAddress } from "./agents/address.ts";
import { listenForAgents } from "./agents/server.ts";
import { announceReady } from "./announce.ts";
import type { Arguments } from "./arguments.ts";
import { inheritedIn } from "./children/environment.ts";
import type { RuntimeEvent } from "./event.ts";
import { FileCommands } from "./file-commands/file-commands.ts";
import type { Heritage } from "./heritage.ts";
import { build, type House } from "./house.ts";
import { createInbox } from "./inbox.ts";
import { keeperAddress } from "./keeper/address.ts";
import { openKeeper } from "./keeper/open.ts";
import { endStrangers, guestList, withLiving } from "./keeper/strangers.ts";
import { survivorsIn } from "./keeper/survivors.ts";
import { agentsToInbox, clientsToInbox, collectorFor, fileCommandsOf } from "./listeners.ts";
import { rescueOutput } from "./output/rescue.ts";
import { Spools } from "./output/spools.ts";
import { realWorld } from "./real-world.ts";
import { keepReloads } from "./reload/index.ts";
import { remoteDoor } from "./remote/door.ts";
import { type End, run } from "./runtime.ts";
import { localDoor } from "./service/door.ts";
import { goodbye, serve } from "./service/server.ts";
import type { StateFolder } from "./state/folder.ts";
import { keptPast } from "./state/past-file.ts";
import { portOf, publishRecord, removeRecord, tokenOf } from "./state/record.ts";
import { TreeFile } from "./state/tree-file.ts";
import { version } from "./version.ts";

export interface Ended {
  how: End;
  /** Closes the connections. */
  hangUp: () => Promise<void>;
  /** How it served other machines, with the port that it had: the next one does so, too. */
  listening: Listening | null;
}

/** Serves the tree until it is down, or another runtime is to go on with it. */
export async function own(given: Arguments, folder: StateFolder, heritage: Heritage): Promise<Ended> {
  const inbox = createInbox<RuntimeEvent>();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => inbox.put({ kind: "end_asked" }));

  const token = await tokenOf(folder);
  const local = localDoor(token, heritage.resumes ? await portOf(folder) : 0);
  const far = given.listening && (await remoteDoor(given.listening, folder));
  const traceToken = createHmac("sha256", token).update("traces").digest("hex"); // lets nobody do more than send spans
  const collector = heritage.tracing && collectorFor(inbox, traceToken);
  const server = await serve([local, ...(far ? [far] : [])], clientsToInbox(inbox, collector));
  const [url = "", farUrl = ""] = server.urls;
  const remote = far && { url: farUrl, fingerprint: far.fingerprint };
  const address = await agentsAddress(folder.agents);
  const spools = new Spools(folder.output);
  const keeper = await openKeeper({
    file: join(__dirname, "keeper.cjs"),
    socket: keeperAddress(folder.keeper),
    ledger: folder.ended,
    env: inheritedIn(folder.project),
    survivors: () => survivorsIn(folder.output),
  });
  const agents = await listenForAgents(address, agentsToInbox(inbox));
  const record = { pid: process.pid, url, version, spec: given.specFile, remote };
  const { saved, resumes } = heritage;
  const tree = withLiving(saved.tree, keeper.link, resumes);
  // Files are written before there is a house to tell of a disk that refuses them.
  const notKept = (what: string) => (error: unknown) => queueMicrotask(() => house.notKept(what, error));
  const legacy = new TreeFile(folder.tree, version, { ...saved, tree }, notKept("The tree's state"));
  const past = keptPast(folder.past, notKept("The tree's past"));
  const files = {
    program: join(__dirname, "agent.cjs"),
    gate: pathToFileURL(join(__dirname, "agent-gate.mjs")).href,
  };
  const house = build({
    tree,
    functions: heritage.functions,
    reporting: heritage.reporting,
    traces: heritage.tracing && {
      url: url.replace("ws:", "http:"),
      token: traceToken,
      node: hostname(),
      forward: heritage.tracing.forward,
    },
    logs: heritage.logs,
    world: realWorld({ project: folder.project, keeper: keeper.link, spools }),
    legacy,
    reloads: {
      memory: heritage.reloads,
      keep: (memory) => keepReloads(folder.reloads, memory, notKept("What was reloaded")),
    },
    past: resumes ? past : { ...past, former: null },
    inbox,
    folder,
    record,
    agents: { ...address, files },
  });
  await publishRecord(folder, record, token);
  announceReady(record);
  const isWelcome = guestList(tree, resumes);
  endStrangers(keeper.link, isWelcome);
  await rescueOutput(folder.output, house.logs, isWelcome);
  for (const message of heritage.remarks) house.remark(message);
  if (resumes) house.happen({ kind: "resume_tree" });
  else if (given.start) house.happen({ kind: "start_tree" });
  const fileCommands = new FileCommands(fileCommandsOf(house, folder));
  fileCommands.open();
  const how = await untilItEnds(house);
  await fileCommands.close();
  legacy.close();
  await spools.close();
  if (how.is === "down") await removeState(folder, address);
  const hangUp = async () => {
    await turn(); // the answers to whoever asked for the end are sent first
    await server.close(how.is === "down" ? goodbye.end : goodbye.restart);
    await agents.close();
    await keeper.leave();
  };
  return { how, hangUp, listening: given.listening && { ...given.listening, at: farUrl.replace("wss://", "") } };
}

/** The tree is down, and nobody goes on with it. */
async function removeState(folder: StateFolder, address: AgentsAddress): Promise<void> {
  await removeRecord(folder);
  await forgetAddress(folder.agents, address);
  await Promise.all([folder.tree, folder.reloads, folder.past, folder.ended].map((file) => rm(file, { force: true })));
}

/** A bug ends the runtime. Its children live on: whoever starts the tree again goes on with them. */
async function untilItEnds(house: House): Promise<End> {
  const bug = new Promise<never>((_, fail) => process.once("uncaughtException", fail));
  return Promise.race([run(house), bug]);
}
