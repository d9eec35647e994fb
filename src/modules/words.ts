import type { ModuleVersion } from "../../wire/index.ts";
import { t } from "../t.ts";

/** `version 3 in 12 processes`, `version 2 in 3 processes, version 3 in 9 processes`. */
export function versionsText(versions: readonly ModuleVersion[]): string {
  const counts = new Map<number, number>();
  for (const { version } of versions) counts.set(version, (counts.get(version) ?? 0) + 1);
  return [...counts]
    .sort(([a], [b]) => a - b)
    .map(([version, count]) =>
      count === 1 ? t("version {0} in 1 process", version) : t("version {0} in {1} processes", version, count),
    )
    .join(", ");
}

/** The newest version that runs. */
export function newest(versions: readonly ModuleVersion[]): number {
  return Math.max(...versions.map(({ version }) => version));
}

export function isStale(versions: readonly ModuleVersion[]): boolean {
  return versions.some(({ current }) => !current);
}
