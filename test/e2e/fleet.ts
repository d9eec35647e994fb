import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, rm, watch, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { connect, findRuntime, watchTree } from "../../client/index.ts";
import type { Snapshot, WorkerNode } from "../../wire/index.ts";

const root = process.cwd();
/** What the api tells of a device, as far as the tests look. */
export interface Reading {
  pid: number;
  seq: number;
  label: string;
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

  /** The devices as they are in the first snapshot for which `holds`; follows the tree like every client. */
  async devices(holds: (devices: readonly WorkerNode[]) => boolean): Promise<WorkerNode[]> {
    const found = await findRuntime(join(this.folder, "supertree.yaml"));
    if (!found) throw new Error(`no runtime owns ${this.folder}`);
    const client = await connect(found);
    try {
      return await new Promise<WorkerNode[]>((resolve, reject) => {
        const look = (snapshot: Snapshot) => {
          const devices = devicesIn(snapshot);
          if (holds(devices)) resolve(devices);
        };
        watchTree(client, look).catch(reject);
        client.closed.then((closed) => reject(new Error(`the runtime went away: ${JSON.stringify(closed)}`)));
      });
    } finally {
      client.close();
    }
  }

  /** Every process id of the tree as it is now, the runtime's own first. */
  async pids(): Promise<number[]> {
    const found = await findRuntime(join(this.folder, "supertree.yaml"));
    if (!found) return [];
    const client = await connect(found);
    const { snapshot } = await watchTree(client, () => undefined);
    client.close();
    return [
      found.pid,
      ...snapshot.nodes.flatMap((node) => (node.kind === "worker" && node.pid !== null ? [node.pid] : [])),
    ];
  }

  /** What the api answers at a path such as `/devices/device-1`. */
  async #ask<T>(path: string): Promise<T> {
    const answer = await fetch(`http://127.0.0.1:${this.#api}${path}`);
    if (!answer.ok) throw new Error(`the api answered ${answer.status} to ${path}`);
    return (await answer.json()) as T;
  }

  /** The first reading of device-1 at the api for which `holds`; asks again until there is one. */
  async reading(holds: (reading: Reading) => boolean): Promise<Reading> {
    for (;;) {
      const reading = await this.#ask<Reading>("/devices/device-1");
      if (holds(reading)) return reading;
    }
  }

  /** Settles when the runtime has taken its own file away: then its tree is down. */
  async gone(): Promise<void> {
    const file = join(this.folder, ".supertree", "state", "runtime.json");
    const changes = watch(dirname(file));
    const folder = changes[Symbol.asyncIterator]();
    while (existsSync(file)) await folder.next();
    await folder.return?.();
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

function devicesIn(snapshot: Snapshot): WorkerNode[] {
  return snapshot.nodes.filter((node): node is WorkerNode => node.kind === "worker" && node.parent === "fleet/devices");
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
