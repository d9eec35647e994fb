import { durationForm } from "./plan.ts";

/** An intensity as a person types it, `5 in 10s` or `5 10s`; null for a text that is none. */
export function intensityIn(text: string): { restarts: number; period: string } | null {
  const [, restarts, period = ""] = /^\s*(\d{1,9})\s+(?:in\s+)?(\S+)\s*$/.exec(text) ?? [];
  if (restarts === undefined || !durationForm.test(period) || Number.parseFloat(period) === 0) return null;
  return { restarts: Number(restarts), period };
}
