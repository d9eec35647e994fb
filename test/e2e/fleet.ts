import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Snapshot, TreeNode, WorkerNode } from "../../wire/index.ts";
import { freePorts } from "./ports.ts";
import { Project } from "./project.ts";

const root = process.cwd();
/** What the api tells of a device, as far as the tests look. */
export interface Reading {
  pid: number;
  seq: number;
  label: string;
}

/** A copy of the example on ports of its own; the test may edit it. */
export class Fleet extends Project {
  readonly #api: number;

  private constructor(folder: string, api: number) {
    super(folder);
    this.#api = api;
  }

  static async copy(): Promise<Fleet> {
    const folder = await Project.newFolder();
    await cp(join(root, "examples", "fleet"), folder, {
      recursive: true,
      filter: (file) => !/node_modules|\.supertree|\.tsbuildinfo/.test(file.slice(root.length)),
    });
    const [broker, api, ingest] = await freePorts(3);
    const fleet = new Fleet(folder, api ?? 0);
    const text = (await readFile(fleet.spec, "utf8"))
      .replaceAll("18830", String(broker))
      .replaceAll("18840", String(api))
      .replaceAll("18841", String(ingest));
    await writeFile(fleet.spec, text);
    return fleet;
  }

  /** The devices as they are in the first snapshot for which `holds`. */
  async devices(holds: (devices: readonly WorkerNode[]) => boolean): Promise<WorkerNode[]> {
    return devicesIn(await this.tree((snapshot) => holds(devicesIn(snapshot))));
  }

  /** Settles when this holds of a child; with null, when it is gone. */
  async child(path: string, holds: ((node: TreeNode) => boolean) | null): Promise<void> {
    await this.tree(({ nodes }) => {
      const node = nodes.find((each) => each.path === path);
      return node === undefined ? holds === null : holds?.(node) === true;
    });
  }

  /** The first reading of device-1 at the api for which `holds`; asks again until there is one. */
  async reading(holds: (reading: Reading) => boolean): Promise<Reading> {
    for (;;) {
      const answer = await fetch(`http://127.0.0.1:${this.#api}/devices/device-1`);
      if (answer.status === 404) continue; // nothing of the device has come in yet
      if (!answer.ok) throw new Error(`the api answered ${answer.status}`);
      const reading = (await answer.json()) as Reading;
      if (holds(reading)) return reading;
    }
  }
}

function devicesIn(snapshot: Snapshot): WorkerNode[] {
  return snapshot.nodes.filter((node): node is WorkerNode => node.kind === "worker" && node.parent === "fleet/devices");
}
