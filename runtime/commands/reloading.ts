import type { ModuleVersion, Notice, Path, ReloadResult } from "../../wire/index.ts";
import type { Arrived } from "../reload/processes.ts";
import { rollingRestart } from "../reload/rolling-restart.ts";
import type { Handlers } from "./handlers.ts";

/** Exchanges code in running processes; what cannot be exchanged is a result, too, and no failure. */
export interface Reloader {
  reload(files: string[], dryRun: boolean, unlessAnew: boolean): Promise<ReloadResult>;
  rollback(): Promise<ReloadResult>;
  arrival(path: Path): Promise<Arrived>;
  modules(path?: Path): Promise<ModuleVersion[]>;
}

interface Reloading {
  reloader: Reloader;
  now(): number;
  /** All paths of the tree, in start order. */
  order(): readonly Path[];
  /** A person's restart of one child; settles when it is ready. */
  restart(path: Path): unknown;
  /** Keeps it among the tree's reports: the predicate of a sentence about the tree. */
  report(message: string): void;
  tell(notice: Extract<Notice, { name: "reloaded" | "reload_progress" }>): void;
}

/** The commands of hot reload; every client hears of one that was committed, and how far it has come. */
export function reloading(house: Reloading): Handlers<"reload" | "rollback" | "rolling_restart" | "modules"> {
  const { reloader, tell } = house;
  const told = (what: "reload" | "rollback", by: string | undefined, result: ReloadResult) => {
    if (result.outcome !== "committed") return result;
    tell({ name: "reloaded", params: { what, at: house.now(), by: by ?? null, result } });
    house.report(reportText(what, by, result));
    return result;
  };
  const progress = (params: Extract<Notice, { name: "reload_progress" }>["params"]) =>
    tell({ name: "reload_progress", params });
  return {
    reload: async ({ files, dry_run, unless_anew = false, by }) =>
      told("reload", by, await reloader.reload(files, dry_run, unless_anew)),
    rollback: async ({ by }) => told("rollback", by, await reloader.rollback()),
    rolling_restart: ({ paths }) =>
      rollingRestart(paths, { ...house, progress, arrival: (path) => reloader.arrival(path) }),
    modules: async ({ path }) => ({ modules: await reloader.modules(path) }),
  };
}

/** `was reloaded by ada: /p/a.ts version 2 in 3 processes, in 34 ms` */
function reportText(what: "reload" | "rollback", by: string | undefined, result: Done): string {
  const files = result.reloaded.map(({ file, version, processes }) => {
    const many = processes.length === 1 ? "1 process" : `${processes.length} processes`;
    return `${file} version ${version} in ${many}`;
  });
  const who = by === undefined ? "" : ` by ${by}`;
  const done = what === "reload" ? "was reloaded" : "was rolled back";
  return `${done}${who}: ${files.join(", ")}, in ${Math.round(result.elapsedMs)} ms`;
}

type Done = Extract<ReloadResult, { outcome: "committed" }>;
