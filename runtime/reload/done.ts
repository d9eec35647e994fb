import { z } from "zod";
import { reloaded } from "../../wire/index.ts";
import type { Edit } from "./edits.ts";
import type { ProcessKey } from "./processes.ts";

const processKey = z.object({ path: z.string(), incarnation: z.int() });

/** What a reload did to one module in the processes that ran one and the same text of it; it can be told and undone by a later runtime, too. */
export const done = reloaded.pick({ how: true, because: true, anew: true, stays: true }).extend({
  /** The file that was asked for. */
  asked: z.string(),
  url: z.string(),
  /** Hashes of the text before and after. */
  base: z.string(),
  hash: z.string(),
  names: z.array(z.string()),
  /** Those that took it. */
  processes: z.array(processKey),
  /** Those that ran the new text before, as they had started with it: a roll back leaves them alone. */
  had: z.array(processKey),
});
export type Done = z.infer<typeof done>;

/** The last reload, for as long as it can be rolled back. */
export const last = z.object({ reload: z.int(), done: z.array(done) });
export type Last = z.infer<typeof last>;

export function doneOf(edit: Edit, had: readonly ProcessKey[]): Done {
  const { target, change, because, names, anew, stays, processes } = edit;
  const { how, url, base, hash } = change;
  const asked = target.asked;
  return { asked, url, base, hash, how, because, names, anew, stays, processes: processes.map(key), had: had.map(key) };
}

/** Without what a living process has beyond its name. */
function key({ path, incarnation }: ProcessKey): ProcessKey {
  return { path, incarnation };
}
