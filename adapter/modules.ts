import { basename } from "node:path";
import type { Client } from "../client/index.ts";
import type { ModuleVersion } from "../wire/index.ts";

/** The source files that processes have loaded for hot reload, with the version that runs in each: DAP's modules. */
export class Modules {
  readonly #emit: (event: string, body: object) => void;
  /** What the client was told of, by id. */
  readonly #told = new Map<string, string>();

  constructor(emit: (event: string, body: object) => void) {
    this.#emit = emit;
  }

  async list(client: Client, { startModule, moduleCount }: { startModule: number; moduleCount: number }) {
    const all = asModules((await client.call("modules", {})).modules);
    for (const module of all) this.#told.set(module.id, JSON.stringify(module));
    const page = all.slice(startModule, moduleCount === 0 ? undefined : startModule + moduleCount);
    return { modules: page, totalModules: all.length };
  }

  /** After a hot reload: tells a client that has asked for modules what is new about them. */
  async changed(client: Client): Promise<void> {
    if (this.#told.size === 0) return;
    for (const module of asModules((await client.call("modules", {})).modules)) {
      const text = JSON.stringify(module);
      const known = this.#told.get(module.id);
      if (known === text) continue;
      this.#told.set(module.id, text);
      this.#emit("module", { reason: known === undefined ? "new" : "changed", module });
    }
  }
}

/** One module a file; where processes run several versions of it, all are named. */
function asModules(versions: readonly ModuleVersion[]) {
  const byFile = new Map<string, ModuleVersion[]>();
  for (const version of versions) byFile.set(version.file, [...(byFile.get(version.file) ?? []), version]);
  return [...byFile].map(([file, group]) => ({
    id: file,
    name: basename(file),
    path: file,
    version: versionText(group),
    isUserCode: true,
    hash: [...new Set(group.map(({ hash }) => hash))].join(", "),
    processes: group.length,
  }));
}

/** `2`, or `1 in 3, 2 in 9`; with a word where the file on disk is newer than all of them. */
function versionText(group: readonly ModuleVersion[]): string {
  const counts = new Map<number, number>();
  for (const { version } of group) counts.set(version, (counts.get(version) ?? 0) + 1);
  const all = [...counts].sort(([a], [b]) => a - b);
  const text = all.length === 1 ? `${all[0]?.[0]}` : all.map(([version, count]) => `${version} in ${count}`).join(", ");
  return group.some(({ current }) => current) ? text : `${text}, the file has changed since`;
}
