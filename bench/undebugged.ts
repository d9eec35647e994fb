import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type AgentSettings, agentVariable, withAgent } from "../wire/index.ts";
import type { Figure } from "./figures.ts";
import { median } from "./figures.ts";
import { newPlace } from "./program.ts";

const dist = fileURLToPath(new URL("../dist", import.meta.url));
const files = { program: join(dist, "agent.cjs"), gate: pathToFileURL(join(dist, "agent-gate.mjs")).href };

interface Cost {
  /** Milliseconds from its start until its first line has run. */
  begun: number;
  /** Resident megabytes once it idles. */
  memory: number;
}

/** What the agent costs a process that nobody debugs, against the same program under plain Node. */
export async function undebuggedBench(rounds: number): Promise<Figure[]> {
  const place = newPlace();
  const server = createServer((socket) => socket.resume());
  const socket = join(place.folder, "agents");
  server.listen(socket);
  await once(server, "listening");
  const file = join(place.folder, "idle.cjs");
  writeFileSync(
    file,
    'console.log("begun"); setTimeout(() => console.log("idle"), 200); setInterval(() => {}, 1000);\n',
  );
  const plain: Cost[] = [];
  const ours: Cost[] = [];
  try {
    for (let round = 0; round < rounds; round++) {
      plain.push(await costOf(file, process.env));
      ours.push(await costOf(file, { ...process.env, ...agentEnvironment(socket, place.folder) }));
    }
  } finally {
    server.close();
    place.remove();
  }
  const middle = (costs: readonly Cost[], what: keyof Cost) => median(costs.map((cost) => cost[what]));
  return [
    {
      name: "start of a process that nobody debugs, to its first line",
      value: middle(ours, "begun"),
      unit: "ms",
      floor: middle(plain, "begun"),
      peer: null,
    },
    {
      name: "memory of a process that nobody debugs",
      value: middle(ours, "memory"),
      unit: "MB",
      floor: middle(plain, "memory"),
      peer: null,
    },
  ];
}

async function costOf(file: string, env: NodeJS.ProcessEnv): Promise<Cost> {
  const began = performance.now();
  const child = spawn(process.execPath, [file], { env, stdio: ["ignore", "pipe", "inherit"] });
  await once(child.stdout, "data");
  const begun = performance.now() - began;
  await once(child.stdout, "data");
  const { stdout } = spawnSync("ps", ["-o", "rss=", "-p", String(child.pid)], { encoding: "utf8" });
  child.kill("SIGKILL");
  await once(child, "exit");
  return { begun, memory: Number(stdout) / 1024 };
}

/** As the runtime gives it to a child that is not loaded hot. */
function agentEnvironment(socket: string, folder: string): NodeJS.ProcessEnv {
  const settings: AgentSettings = {
    ...{ socket, secret: "s", path: "t/a", incarnation: 1, hold: false, hot: false, project: folder, sources: folder },
    ...{ agent: files, descendants: false, heir: null },
  };
  return { [agentVariable]: JSON.stringify(settings), NODE_OPTIONS: withAgent("", files, false) };
}
