import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { nodeVersion } from "../scripts/setup.mjs";
import { type AgentSettings, agentVariable, withAgent } from "../wire/index.ts";
import { type Figure, median } from "./figures.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const fleet = join(root, "examples/fleet");
const files = {
  program: join(root, "dist/agent.cjs"),
  gate: pathToFileURL(join(root, "dist/agent-gate.mjs")).href,
};

/** What it costs a device of the example to be loaded so that it can be reloaded, from its start until it has loaded all; against plain Node. */
export async function reloadStart(rounds: number): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "supertree-bench-"));
  const socket = join(folder, "agents");
  const server = createServer((connection) => connection.resume());
  server.listen(socket);
  await once(server, "listening");
  const entry = join(folder, "start.mjs");
  const device = pathToFileURL(join(fleet, "src/device.ts")).href;
  writeFileSync(entry, `process.argv[2] = "device-1";\nawait import("${device}");\nprocess.exit(0);\n`);
  const ours = { ...process.env, ...agentEnvironment(socket, join(folder, "sources")) };
  try {
    const figures: Figure[] = [];
    for (const node of [process.execPath, nodeVersion(22), nodeVersion(24)]) {
      const [plain, hot]: [number[], number[]] = [[], []];
      await took(node, entry, ours); // the first of all processes reads the texts for the others
      for (let round = 0; round < rounds; round++) {
        plain.push(await took(node, entry, process.env));
        hot.push(await took(node, entry, ours));
      }
      const name = `start of a device that can be reloaded, Node ${/node-(\d+)/.exec(node)?.[1] ?? process.versions.node}`;
      figures.push({ name, value: median(hot), unit: "ms", floor: median(plain), peer: null });
    }
    return figures;
  } finally {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function took(node: string, entry: string, env: NodeJS.ProcessEnv): Promise<number> {
  const began = performance.now();
  const tsx = pathToFileURL(join(root, "node_modules/tsx/dist/loader.mjs")).href;
  const child = spawn(node, ["--import", tsx, entry], { cwd: fleet, env, stdio: ["ignore", "ignore", "inherit"] });
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`the device ended with ${code}`);
  return performance.now() - began;
}

/** As the runtime gives it to a child with `hot: true`. */
function agentEnvironment(socket: string, sources: string): NodeJS.ProcessEnv {
  const settings: AgentSettings = {
    ...{ socket, secret: "s", path: "t/a", incarnation: 1, hold: false, hot: true, project: fleet, sources },
    ...{ agent: files, descendants: false, heir: null },
  };
  return { [agentVariable]: JSON.stringify(settings), NODE_OPTIONS: withAgent("", files, false) };
}
