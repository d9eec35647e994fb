import type { ChildState, ExitReason, Strategy } from "../../wire/index.ts";

/** Which theme colour marks a state; never the only sign of it. */
export type Tone = "good" | "busy" | "paused" | "held" | "warn" | "bad" | "off";

/** The theme's colour of each tone. */
export const tones: Record<Tone, string> = {
  good: "charts-green",
  busy: "charts-blue",
  paused: "charts-yellow",
  held: "charts-purple",
  warn: "charts-orange",
  bad: "charts-red",
  off: "descriptionForeground",
};

export interface Look {
  word: string;
  /** Name of a codicon. */
  icon: string;
  tone: Tone;
  /** What the word means, for a tooltip. */
  meaning: string;
}

/** How each state is shown: no two share an icon or a word. */
export const stateLook: Record<ChildState, Look> = {
  starting: { word: "starting", icon: "loading", tone: "busy", meaning: "The process runs but is not ready yet." },
  running: { word: "running", icon: "pass-filled", tone: "good", meaning: "Up and ready." },
  paused: {
    word: "paused",
    icon: "debug-pause",
    tone: "paused",
    meaning: "A debugger paused it; its deadlines stand still.",
  },
  held: {
    word: "held",
    icon: "lock",
    tone: "held",
    meaning: "Waits: before its first line for its breakpoints, or on hold until it is released.",
  },
  restarting: { word: "restarting", icon: "debug-restart", tone: "warn", meaning: "Down; its delayed restart is due." },
  waiting: { word: "waiting", icon: "watch", tone: "warn", meaning: "Down until somebody restarts it." },
  stopping: { word: "stopping", icon: "arrow-circle-down", tone: "busy", meaning: "Asked to end; not gone yet." },
  stopped: { word: "stopped", icon: "stop-circle", tone: "off", meaning: "Stopped on request." },
  failed: { word: "failed", icon: "error", tone: "bad", meaning: "Ended and will not be restarted." },
};

/** Which children of ● ● ● a crash of the middle one takes along, and the sentence for it. */
export const strategyLook: Record<Strategy, { takes: readonly [boolean, boolean, boolean]; meaning: string }> = {
  one_for_one: { takes: [false, true, false], meaning: "A crashed child is restarted alone." },
  one_for_all: { takes: [true, true, true], meaning: "A crashed child takes all its siblings along." },
  rest_for_one: { takes: [false, true, true], meaning: "A crashed child takes along those started after it." },
};

/** `{ code: 1 }` → `exit code 1`. */
export function reasonText(reason: ExitReason): string {
  if (reason === "normal") return "normal, exit code 0";
  if (reason === "shutdown") return "shutdown, stopped on request";
  if ("code" in reason) return `exit code ${reason.code}`;
  if ("signal" in reason) return `signal ${reason.signal}`;
  return reason.error;
}

/** Whether an exit was nobody's wish. */
export function isCrash(reason: ExitReason): boolean {
  return reason !== "normal" && reason !== "shutdown";
}
