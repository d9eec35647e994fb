import type { ChildState, ExitReason, Strategy } from "../../wire/index.ts";
import { t } from "../l10n.ts";

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
  starting: {
    word: t("starting"),
    icon: "loading",
    tone: "busy",
    meaning: t("The process runs but is not ready yet."),
  },
  running: { word: t("running"), icon: "pass-filled", tone: "good", meaning: t("Up and ready.") },
  paused: {
    word: t("paused"),
    icon: "debug-pause",
    tone: "paused",
    meaning: t("A debugger paused it; its deadlines stand still."),
  },
  held: {
    word: t("held"),
    icon: "lock",
    tone: "held",
    meaning: t("Waits: before its first line for its breakpoints, or on hold until it is released."),
  },
  restarting: {
    word: t("restarting"),
    icon: "debug-restart",
    tone: "warn",
    meaning: t("Down; its delayed restart is due."),
  },
  waiting: { word: t("waiting"), icon: "watch", tone: "warn", meaning: t("Down until somebody restarts it.") },
  stopping: { word: t("stopping"), icon: "arrow-circle-down", tone: "busy", meaning: t("Asked to end; not gone yet.") },
  stopped: { word: t("stopped"), icon: "stop-circle", tone: "off", meaning: t("Stopped on request.") },
  failed: { word: t("failed"), icon: "error", tone: "bad", meaning: t("Ended and will not be restarted.") },
};

/** Which children of ● ● ● a crash of the middle one takes along, and the sentence for it. */
export const strategyLook: Record<Strategy, { takes: readonly [boolean, boolean, boolean]; meaning: string }> = {
  one_for_one: { takes: [false, true, false], meaning: t("A crashed child is restarted alone.") },
  one_for_all: { takes: [true, true, true], meaning: t("A crashed child takes all its siblings along.") },
  rest_for_one: { takes: [false, true, true], meaning: t("A crashed child takes along those started after it.") },
};

/** `{ code: 1 }` → `exit code 1`. */
export function reasonText(reason: ExitReason): string {
  if (reason === "normal") return t("normal, exit code 0");
  if (reason === "shutdown") return t("shutdown, stopped on request");
  if ("code" in reason) return t("exit code {0}", reason.code);
  if ("signal" in reason) return t("signal {0}", reason.signal);
  return reason.error;
}

/** Whether an exit was nobody's wish. */
export function isCrash(reason: ExitReason): boolean {
  return reason !== "normal" && reason !== "shutdown";
}
