import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Client, connect, findRuntime, startRuntime } from "../client/index.ts";
import { type Figure, median } from "./figures.ts";

const runtimeFile = fileURLToPath(new URL("../dist/runtime.cjs", import.meta.url));

/**
 * One changed file in so many processes: from the moment it is saved until all run the new code, by each of the two ways, against
 * restarting the same processes in the same run.
 */
export async function reloadBench(count: number, rounds: number): Promise<Figure[]> {
  const tree = await Tree.start(count);
  try {
    const patches: number[] = [];
    const swaps: number[] = [];
    const restarts: number[] = [];
    for (let round = 1; round <= rounds; round++) {
      patches.push(await tree.reload(text(swaps.length, round)));
      swaps.push(await tree.reload(text(round, round)));
      restarts.push(await tree.restartAll());
    }
    const figure = (name: string, values: readonly number[]): Figure => ({
      ...{ name: `${name} (${count} processes)`, value: median(values), unit: "ms" },
      ...{ floor: null, peer: median(restarts) },
    });
    return [
      figure("saved to new code in all, in place; peer: restarting them", patches),
      figure("saved to new code in all, loaded anew; peer: restarting them", swaps),
    ];
  } finally {
    await tree.end();
  }
}

/** What each of so many reloads of a module of 20 KB leaves in a process, by each of the two ways. */
export async function reloadMemory(reloads: number): Promise<Figure[]> {
  const tree = await Tree.start(1);
  try {
    const growth = async (next: (n: number) => string) => {
      for (let n = 0; n < 20; n++) await tree.reload(next(n));
      const before = await tree.memoryMb();
      for (let n = 20; n < 20 + reloads; n++) await tree.reload(next(n));
      return ((await tree.memoryMb()) - before) / reloads;
    };
    const inPlace = await growth((n) => text(0, n + 1));
    const anew = await growth((n) => text(n + 1, 0));
    const figure = (name: string, value: number): Figure => ({ name, value, unit: "MB", floor: null, peer: null });
    return [
      figure(`kept by a reload of 20 KB, in place (mean of ${reloads})`, inPlace),
      figure(`kept by a reload of 20 KB, loaded anew (mean of ${reloads})`, anew),
    ];
  } finally {
    await tree.end();
  }
}

/** About 20 KB of functions; another `constant` makes the module load anew, another `body` alone is exchanged in place. */
function text(constant: number, body: number): string {
  const filling = Array.from(
    { length: 100 },
    (_, n) => `function f${n}(a, b) {\n  ${`return a * ${n} + b;`.padEnd(160)}\n}\n`,
  );
  return `export const constant = ${constant};\nexport function answer() {\n  return ${body} + f1(1, 2);\n}\n${filling.join("")}`;
}

const main = `
import { writeSync } from "node:fs";
import { answer } from "./module.js";
writeSync(3, "ready\\n");
setInterval(() => answer(), 1000);`;

class Tree {
  readonly #folder: string;
  readonly #client: Client;
  readonly #paths: string[];

  private constructor(folder: string, client: Client, count: number) {
    this.#folder = folder;
    this.#client = client;
    this.#paths = Array.from({ length: count }, (_, n) => `bench/all/p-${n + 1}`);
  }

  static async start(count: number): Promise<Tree> {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), "supertree-bench-")));
    const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
    const child = { run: [process.execPath, "main.js"], hot: true, ready: { fd: 3 } };
    const all = {
      id: "all",
      supervisor: { strategy: "one_for_one", dynamic: {}, default: child },
      children: { from: 1, to: count, id: "p-{n}" },
    };
    write("package.json", '{ "type": "module" }');
    write("supertree.json", JSON.stringify({ name: "bench", children: [all] }));
    write("main.js", main);
    write("module.js", text(0, 0));
    const specFile = join(folder, "supertree.json");
    await startRuntime({ specFile, runtimeFile });
    const found = await findRuntime(specFile);
    if (!found) throw new Error("the runtime has gone again");
    const client = await connect(found);
    const tree = new Tree(folder, client, count);
    await tree.#loaded();
    return tree;
  }

  /** Saves the module and reloads it; milliseconds until all processes run it. */
  async reload(text: string): Promise<number> {
    const began = performance.now();
    writeFileSync(join(this.#folder, "module.js"), text);
    const result = await this.#client.call("reload", { files: ["module.js"], dry_run: false });
    if (result.outcome !== "committed") throw new Error(JSON.stringify(result));
    const processes = result.reloaded.reduce((sum, each) => sum + each.processes.length, 0);
    if (processes !== this.#paths.length) throw new Error(`only ${processes} processes took it`);
    return performance.now() - began;
  }

  /** All at once; milliseconds until all are ready again. */
  async restartAll(): Promise<number> {
    const began = performance.now();
    await Promise.all(this.#paths.map((path) => this.#client.call("restart", { path })));
    const took = performance.now() - began;
    await this.#loaded();
    return took;
  }

  async memoryMb(): Promise<number> {
    const { pid } = await this.#client.call("get_pid", { path: this.#paths[0] ?? "" });
    const status = await readFile(`/proc/${pid}/status`, "utf8");
    return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1024;
  }

  async end(): Promise<void> {
    await this.#client.call("shutdown", {});
    await this.#client.closed;
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** All have told of both modules. */
  async #loaded(): Promise<void> {
    for (;;) {
      const { modules } = await this.#client.call("modules", {});
      if (modules.length >= 2 * this.#paths.length) return;
    }
  }
}
