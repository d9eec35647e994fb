import { existsSync, readFileSync, watch } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { connect, findRuntime, watchTree } from "../../client/index.ts";
import type { Snapshot } from "../../wire/index.ts";

const cache = join(process.cwd(), ".cache", "e2e");

/** A folder that a test owns, with a `supertree.yaml` in it; inside the repository, so that programs in it find the packages. */
export class Project {
  readonly folder: string;

  protected constructor(folder: string) {
    this.folder = folder;
  }

  /** A project of these files. */
  static async of(files: Readonly<Record<string, string>>): Promise<Project> {
    const folder = await Project.newFolder();
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    return new Project(folder);
  }

  protected static async newFolder(): Promise<string> {
    await mkdir(cache, { recursive: true });
    return mkdtemp(join(cache, "project-"));
  }

  get spec(): string {
    return join(this.folder, "supertree.yaml");
  }

  /** The tree as it is in the first snapshot for which `holds`; follows it like every client. */
  async tree(holds: (snapshot: Snapshot) => boolean): Promise<Snapshot> {
    const found = await findRuntime(this.spec);
    if (!found) throw new Error(`no runtime owns ${this.folder}`);
    const client = await connect(found);
    try {
      return await new Promise<Snapshot>((resolve, reject) => {
        const look = (snapshot: Snapshot) => {
          if (holds(snapshot)) resolve(snapshot);
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
    const found = await findRuntime(this.spec);
    if (!found) return [];
    const { nodes } = await this.tree(() => true);
    return [found.pid, ...nodes.flatMap((node) => (node.kind === "worker" && node.pid !== null ? [node.pid] : []))];
  }

  /** Settles when the runtime has taken its own file away: then its tree is down. */
  async gone(): Promise<void> {
    const file = join(this.folder, ".supertree", "state", "runtime.json");
    await changed(dirname(file), () => !existsSync(file));
  }

  /** Settles when the spec is on the disk as wanted. */
  async saved(holds: (text: string) => boolean): Promise<void> {
    await changed(this.folder, () => holds(readFileSync(this.spec, "utf8")));
  }

  /** Settings of the workspace, in the place of those before. */
  async set(settings: Readonly<Record<string, unknown>>): Promise<void> {
    await mkdir(join(this.folder, ".vscode"), { recursive: true });
    await writeFile(join(this.folder, ".vscode", "settings.json"), JSON.stringify(settings));
  }

  /** The line (from 1) of a file that contains `text`. */
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

/** Settles once something holds, which is asked anew at each change in a folder. */
function changed(folder: string, holds: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (!holds()) return;
      watcher.close();
      resolve();
    };
    const watcher = watch(folder, look);
    look();
  });
}
