import type { ModuleVersion, NoticeParams, ReloadResult } from "../../wire/index.ts";
import type { Handlers } from "./handlers.ts";

/** Exchanges code in running processes; what cannot be exchanged is a result, too, and no failure. */
export interface Reloader {
  reload(files: string[], dryRun: boolean): Promise<ReloadResult>;
  rollback(): Promise<ReloadResult>;
  modules(): Promise<ModuleVersion[]>;
}

/** The commands of hot reload; every client hears of one that was committed. */
export function reloading(
  reloader: Reloader,
  tell: (notice: NoticeParams<"reloaded">) => void,
): Handlers<"reload" | "rollback" | "modules"> {
  const told = (result: ReloadResult) => {
    if (result.outcome === "committed") tell({ result });
    return result;
  };
  return {
    reload: async ({ files, dry_run }) => told(await reloader.reload(files, dry_run)),
    rollback: async () => told(await reloader.rollback()),
    modules: async () => ({ modules: await reloader.modules() }),
  };
}
