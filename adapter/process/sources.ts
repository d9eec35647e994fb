import type { Maps } from "../maps.ts";
import type { Places } from "../places.ts";
import type { SourceSettings } from "../settings.ts";

/** What all processes of a session share. */
export interface Sources {
  settings: SourceSettings;
  places: Places;
  maps: Maps;
  /** Whether a file is one of `skipFiles`. */
  isSkipped(file: string): boolean;
}

/** Whether a text is the program's own, in which breakpoints on functions are meant. */
export function isOwn({ isSkipped }: Sources, { url, file }: { url: string; file: string | null }): boolean {
  return file !== null && !/[\\/]node_modules[\\/]/.test(file) && !isSkipped(file) && !url.startsWith("node:");
}
