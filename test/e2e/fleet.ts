import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";

const root = process.cwd();
const run = promisify(execFile);

/** One row of `supertree ps --json`. */
export interface Row {
  path: string;
  state: string;
  pid: number | null;
  incarnation: number;
  restarts: number;
}

/** A copy of the example on ports of its own, inside the repository so that it finds the packages; the test may edit it. */
export class Fleet {
  readonly folder: string;
  readonly #api: number;

  private constructor(folder: string, api: number) {
    this.folder = folder;
    this.#api = api;
  }

  static async copy(): Promise<Fleet> {
    await mkdir(join(root, ".cache", "e2e"), { recursive: true });
    const folder = await mkdtemp(join(root, ".cache", "e2e", "fleet-"));
    await cp(join(root, "examples", "fleet"), folder, {
      recursive: true,
      filter: (file) => !/node_modules|\.supertree|\.tsbuildinfo/.test(file.slice(root.length)),
    });
    const [broker, api, ingest] = await freePorts(3);
    const spec = join(folder, "supertree.yaml");
    const text = (await readFile(spec, "utf8"))
      .replaceAll("18830", String(broker))
      .replaceAll("18840", String(api))
      .replaceAll("18841", String(ingest));
    await writeFile(spec, text);
    return new Fleet(folder, api ?? 0);
  }

  /** Runs the `supertree` command in the folder and reads what it answers. */
  async supertree<T>(...words: string[]): Promise<T> {
    const { stdout } = await run(process.execPath, [join(root, "dist", "cli.cjs"), ...words, "--json"], {
      cwd: this.folder,
    });
    return JSON.parse(stdout) as T;
  }

  async ps(): Promise<Row[]> {
    return this.supertree<Row[]>("ps");
  }

  /** What the api answers at a path such as `/devices/device-1`. */
  async ask<T>(path: string): Promise<T> {
    const answer = await fetch(`http://127.0.0.1:${this.#api}${path}`);
    if (!answer.ok) throw new Error(`the api answered ${answer.status} to ${path}`);
    return (await answer.json()) as T;
  }

  /** The line (from 1) of a source file that contains `text`. */
  async lineOf(file: string, text: string): Promise<number> {
    const lines = (await readFile(join(this.folder, file), "utf8")).split("\n");
    const line = lines.findIndex((each) => each.includes(text));
    if (line < 0) throw new Error(`${file} has no line with ${text}`);
    return line + 1;
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Ports that were free a moment ago, all different. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve) => {
          server.listen(0, "127.0.0.1", () => {
            const address = server.address();
            resolve(typeof address === "object" && address ? address.port : 0);
          });
        }),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/** Whether a process with this pid lives. */
export function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
    throw error;
  }
}
