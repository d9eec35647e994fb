import type { ModuleVersion, Notice, Path, ReloadResult } from "../../wire/index.ts";
import type { Arrived } from "../reload/processes.ts";
import { rollingRestart } from "../reload/rolling-restart.ts";
import type { Handlers } from "./handlers.ts";

/** Exchanges code in running processes; what cannot be exchanged is a result, too, and no failure. */
export interface Reloader {
  reload(files: string[], dryRun: boolean): Promise<ReloadResult>;
  rollback(): Promise<ReloadResult>;
  arrival(path: Path): Promise<Arrived>;
  modules(): Promise<ModuleVersion[]>;
}

interface Reloading {
  reloader: Reloader;
  now(): number;
  /** All paths of the tree, in start order. */
  order(): readonly Path[];
  /** A person's restart of one child; settles when it is ready. */
  restart(path: Path): unknown;
  tell(notice: Extract<Notice, { name: "reloaded" | "reload_progress" }>): void;
}

/** The commands of hot reload; every client hears of one that was committed, and how far it has come. */
export function reloading(house: Reloading): Handlers<"reload" | "rollback" | "rolling_restart" | "modules"> {
  const { reloader, tell } = house;
  const told = (what: "reload" | "rollback", by: string | undefined, result: ReloadResult) => {
    if (result.outcome === "committed")
      tell({ name: "reloaded", params: { what, at: house.now(), by: by ?? null, result } });
    return result;
  };
  const progress = (params: Extract<Notice, { name: "reload_progress" }>["params"]) =>
    tell({ name: "reload_progress", params });
  return {
    reload: async ({ files, dry_run, by }) => told("reload", by, await reloader.reload(files, dry_run)),
    rollback: async ({ by }) => told("rollback", by, await reloader.rollback()),
    rolling_restart: ({ paths }) =>
      rollingRestart(paths, { ...house, progress, arrival: (path) => reloader.arrival(path) }),
    modules: async () => ({ modules: await reloader.modules() }),
  };
}
