import { t } from "./l10n.ts";

/** How long something has lasted: `0 s`, `59 s`, `3 min 12 s`, `2 h 5 min`, `3 d 4 h`. */
export function lasting(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h ${minutes % 60} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** What is left until `dueAt`: tenths below ten seconds, so that one sees it move; `now` once it is past. */
export function countdown(dueAt: number, now: number): string {
  const left = dueAt - now;
  if (left <= 0) return t("now");
  return t("in {0}", left < 10_000 ? `${(Math.ceil(left / 100) / 10).toFixed(1)} s` : lasting(left));
}
