import type { EditorDebug, WorkerSpec } from "./model.ts";
import type { Fill } from "./placeholder.ts";

const pidWord = "{pid}";

/** What a child says of its debugger, `{id}` and `{n}` filled in; `{pid}` is known only once it runs. */
export function debugOf(debug: WorkerSpec["debug"] | undefined, fill: (text: string) => ReturnType<Fill>) {
  if (debug === undefined || debug === "auto") return "auto";
  if (debug === false) return false;
  return filledIn(debug, (text) => text.split(pidWord).map(fill).join(pidWord));
}

/** The configuration that the editor is asked to start for one incarnation. */
export function editorDebugFor(debug: EditorDebug, pid: number): EditorDebug {
  return filledIn(debug, (text) => text.replaceAll(pidWord, String(pid)));
}

function filledIn(debug: EditorDebug, fill: (text: string) => string): EditorDebug {
  return { ...(inside(debug, fill) as EditorDebug), type: debug.type };
}

/** A text that is a number once it is filled in becomes one, as a port or a process id has to be. */
function inside(value: unknown, fill: (text: string) => string): unknown {
  if (Array.isArray(value)) return value.map((each) => inside(each, fill));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, inside(each, fill)]));
  if (typeof value !== "string") return value;
  const filled = fill(value);
  return filled !== value && /^\d{1,15}$/.test(filled) ? Number(filled) : filled;
}
