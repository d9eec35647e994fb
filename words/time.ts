/** Local time to the millisecond, as people compare it with their own clock. */
export function clock(at: number): string {
  const date = new Date(at);
  const two = (n: number) => String(n).padStart(2, "0");
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(":");
  return `${time}.${String(date.getMilliseconds()).padStart(3, "0")}`;
}

/** A length of time, rounded to what one would say: `0 s`, `250 ms`, `1.5 s`, `1 min 5 s`, `2 h 5 min`. */
export function span(milliseconds: number): string {
  const ms = Math.round(milliseconds);
  if (ms > 0 && ms < 1000) return `${ms} ms`;
  if (ms < 60_000) return `${Math.round(ms / 100) / 10} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return two(seconds, 60, "min", "s");
  return two(Math.round(seconds / 60), 60, "h", "min");
}

function two(of: number, per: number, large: string, small: string): string {
  const rest = of % per;
  return `${Math.floor(of / per)} ${large}${rest === 0 ? "" : ` ${rest} ${small}`}`;
}
