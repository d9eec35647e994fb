/** Durations and rates as people write them: `500ms`, `5s`, `1.5m`, `1h`; `50/s`. */

const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const;
const form = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/;

/** As a JSON Schema pattern. */
export const durationPattern = form.source;
export const ratePattern = "^(\\d+(?:\\.\\d+)?)/(s|m|h)$";

/** Timers of JavaScript end here; a longer one would fire at once. */
export const longestMs = 2 ** 31 - 1;

/** Whole milliseconds; null when the text is no duration or more than 596 hours. */
export function parseDuration(text: string): number | null {
  const match = form.exec(text);
  if (!match) return null;
  const ms = Math.round(Number(match[1]) * units[match[2] as keyof typeof units]);
  return ms <= longestMs ? ms : null;
}

/** The shortest text that `parseDuration` reads as `ms`: 90000 → `90s`, 3600000 → `1h`. */
export function formatDuration(ms: number): string {
  if (ms > 0 && ms % units.h === 0) return `${ms / units.h}h`;
  if (ms > 0 && ms % units.m === 0) return `${ms / units.m}m`;
  return ms % units.s === 0 ? `${ms / units.s}s` : `${ms}ms`;
}

/** How many a second; null when the text is no rate or the rate is 0. */
export function parseRate(text: string): number | null {
  const match = new RegExp(ratePattern).exec(text);
  if (!match) return null;
  const perSecond = (Number(match[1]) * units.s) / units[match[2] as "s" | "m" | "h"];
  return perSecond > 0 && Number.isFinite(perSecond) ? perSecond : null;
}

/** `parseRate(formatRate(x))` is x for rates that `parseRate` gave. */
export function formatRate(perSecond: number): string {
  const per = (["s", "m", "h"] as const).find((unit) => Number.isInteger((perSecond * units[unit]) / units.s)) ?? "s";
  return `${(perSecond * units[per]) / units.s}/${per}`;
}
