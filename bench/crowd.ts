import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { WebSocket, WebSocketServer } from "ws";
import { type Client, connect, findRuntime, startRuntime, watchTree } from "../client/index.ts";
import type { Snapshot } from "../wire/index.ts";
import { type Figure, median } from "./figures.ts";

const dist = (file: string) => fileURLToPath(new URL(`../dist/${file}`, import.meta.url));

/**
 * How soon a tree of so many processes answers what `supertree ps` asks: while they start, when all run, and while they stop. The floor is
 * a bare WebSocket that sends the same text, read as JSON; of the command, a Node that does nothing.
 */
export async function crowdBench(children: number, rounds: number): Promise<Figure[]> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "supertree-bench-")));
  const specFile = join(folder, "supertree.json");
  writeFileSync(specFile, JSON.stringify(specFor(children)));
  await startRuntime({ specFile, runtimeFile: dist("runtime.cjs"), start: false });
  const found = await findRuntime(specFile);
  if (!found) throw new Error("the runtime has gone again");
  const client = await connect(found);
  try {
    const starting = await answersUntil(client, startOf(client));
    const resting = [];
    for (let round = 0; round < rounds; round++) resting.push((await ask(client)).ms);
    const floor = median(await bareAnswers((await ask(client)).tree, rounds));
    const command = median(await timed(rounds, [dist("cli.cjs"), "ps", "--json", "--spec", specFile]));
    const bareNode = median(await timed(rounds, ["-e", "0"]));
    const stopping = await answersUntil(client, client.call("stop", { path: "bench/crowd" }));
    const figure = (name: string, value: number, least = floor): Figure => ({
      name: `ps of ${children}, ${name}`,
      ...{ value, unit: "ms", floor: least, peer: null },
    });
    return [
      figure("at rest", median(resting)),
      figure("while they start", median(starting)),
      figure("while they start, the worst", Math.max(...starting)),
      figure("while they stop", median(stopping)),
      figure("while they stop, the worst", Math.max(...stopping)),
      figure("by the command, at rest", command, bareNode),
    ];
  } finally {
    await client.call("shutdown", {});
    await client.closed;
    rmSync(folder, { recursive: true, force: true });
  }
}

function specFor(children: number) {
  const crowd = {
    id: "crowd",
    supervisor: { dynamic: {}, default: { run: "sleep 100000", plan: [{ restart: "1s" }], count: "infinity" } },
    children: { from: 1, to: children, id: "c-{n}" },
  };
  return { name: "bench", children: [crowd] };
}

async function startOf(client: Client): Promise<void> {
  const other = await connect(client.endpoint);
  try {
    await new Promise<void>((settle, fail) => {
      watchTree(other, ({ nodes }) => nodes[0]?.state === "running" && settle()).catch(fail);
      client.call("start_tree", {}).catch(fail);
    });
  } finally {
    other.close();
  }
}

const everyMs = 100;

/** How long each answer took, one behind the other with a rest between them, until `work` is done. */
async function answersUntil(client: Client, work: Promise<unknown>): Promise<number[]> {
  const took: number[] = [];
  let done = false;
  const over = work.finally(() => {
    done = true;
  });
  do {
    took.push((await ask(client)).ms);
    await sleep(everyMs);
  } while (!done);
  await over;
  return took;
}

async function ask(client: Client): Promise<{ ms: number; tree: Snapshot }> {
  const began = performance.now();
  const answer = await client.call("watch_tree", {});
  const ms = performance.now() - began;
  if (!("snapshot" in answer)) throw new Error("watch_tree without `since` answers with a snapshot");
  return { ms, tree: answer.snapshot };
}

async function bareAnswers(tree: Snapshot, rounds: number): Promise<number[]> {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0, perMessageDeflate: false });
  await once(server, "listening");
  server.on("connection", (socket) => socket.on("message", () => socket.send(JSON.stringify(tree))));
  const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`, {
    perMessageDeflate: false,
  });
  await once(socket, "open");
  const took: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const began = performance.now();
    socket.send("ps");
    const [data] = await once(socket, "message");
    JSON.parse(String(data));
    took.push(performance.now() - began);
  }
  socket.terminate();
  server.close();
  return took;
}

async function timed(rounds: number, words: readonly string[]): Promise<number[]> {
  const took: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const began = performance.now();
    const child = spawn(process.execPath, words, { stdio: "ignore" });
    const [code] = await once(child, "exit");
    if (code !== 0) throw new Error(`${words.join(" ")} ended with ${code}`);
    took.push(performance.now() - began);
  }
  return took;
}
