import type { z } from "zod";
import { nearest } from "./nearest.ts";
import {
  type ChildSpecDocument,
  child,
  childId,
  needs,
  type SupervisorDocument,
  supervised,
  supervisorSettings,
  type WorkerDocument,
  worker,
} from "./schema.ts";

/**
 * What of a child that its schema refuses can still be judged, so that one mistake does not hide the others.
 * What was left out, or may be meant by a key that nobody knows, is blamed on nothing else.
 */
export class Remains {
  readonly id: string;
  readonly needs: readonly string[];
  /** Null where what it is judged by is among what cannot be read. */
  readonly document: ChildSpecDocument | null;

  constructor(id: string, needed: readonly string[], document: ChildSpecDocument | null) {
    this.id = id;
    this.needs = needed;
    this.document = document;
  }
}

export function remainsOf(value: unknown): Remains | null {
  if (!isMap(value)) return null;
  const id = childId.safeParse(value.id);
  if (!id.success) return null;
  const needed = needs.safeParse(value.needs).data ?? [];
  if (!("supervisor" in value)) return new Remains(id.data, needed, workerBesides(value));
  const settings = settingsBesides(value.supervisor);
  return new Remains(id.data, needed, settings && { id: id.data, supervisor: settings, needs: needed });
}

/** A supervisor's settings without those that cannot be read. Null where its children take from what is missing. */
export function settingsBesides(value: unknown): SupervisorDocument | null {
  const { kept, unsure } = besides(supervisorSettings, value);
  const isDefaultKnown = kept?.default !== undefined || [...unsure].every((key) => key in supervisorSettings.shape);
  if (!kept || !isDefaultKnown || unsure.has("default") || unsure.has("dynamic")) return null;
  // In place of what cannot be read stands what nothing is said against.
  const { dynamic, strategy = dynamic ? "one_for_one" : "rest_for_one", auto_shutdown = "any_significant" } = kept;
  return {
    ...kept,
    ...(unsure.has("strategy") ? { strategy } : {}),
    ...(unsure.has("auto_shutdown") ? { auto_shutdown } : {}),
  };
}

/** The schema of what a child is meant to be, so that a mistake in a supervisor is not told as what a worker lacks. */
export function kindOf(value: unknown): z.ZodType<ChildSpecDocument> {
  if (!isMap(value)) return child;
  const keys = Object.keys(value);
  const isSupervisor = keys.some((key) => nearest(key, ["supervisor"])) || ("children" in value && !("run" in value));
  return isSupervisor ? supervised : child;
}

/** Without these one would look for its program in the wrong place, or miss what it takes from the default. */
const essential = ["run", "args", "cwd", "env", "append"];

function workerBesides(value: Record<string, unknown>): WorkerDocument | null {
  const { kept, unsure } = besides(worker, value);
  if (!kept || kindOf(value) === supervised || essential.some((key) => unsure.has(key))) return null;
  const { count, significant, ...others } = kept;
  return {
    ...others,
    ...(count !== undefined && !unsure.has("plan") ? { count } : {}),
    ...(significant && !unsure.has("plan") && !unsure.has("restart") ? { significant } : {}),
  };
}

/** What the schema takes of a map, key by key; `unsure` are the keys that it refuses, and those that an unknown key may have meant. */
function besides<T extends z.ZodObject>(schema: T, value: unknown): { kept: z.infer<T> | null; unsure: Set<string> } {
  const unsure = new Set<string>();
  if (!isMap(value)) return { kept: null, unsure };
  const known = Object.keys(schema.shape);
  const kept: Record<string, unknown> = {};
  for (const [key, of] of Object.entries(value)) {
    const own = Object.hasOwn(schema.shape, key) ? schema.shape[key] : undefined;
    if (own?.safeParse(of).success) kept[key] = of;
    else unsure.add(own ? key : (nearest(key, known) ?? key));
  }
  return { kept: schema.safeParse(kept).data ?? null, unsure };
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
