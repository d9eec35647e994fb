import type { Delay } from "../../spec/index.ts";

/**
 * How long a restart waits: `delay · factor^n` for the nth back-off in a row, at most `max`, then spread by ±`jitter`
 * but never beyond `max`. A child that ran for `reset_after` begins anew.
 */
export function delayOf(
  delay: Delay,
  backoffs: number,
  ranMs: number,
  seed: number,
): { delayMs: number; backoffs: number } {
  if (delay.by === "fixed") return { delayMs: delay.delayMs, backoffs };
  const n = delay.resetAfterMs !== null && ranMs >= delay.resetAfterMs ? 0 : backoffs;
  const grown = Math.min(delay.maxMs, delay.delayMs * delay.factor ** n);
  const spread = 1 + delay.jitter * (2 * chance(seed) - 1);
  return { delayMs: Math.min(delay.maxMs, Math.round(grown * spread)), backoffs: n + 1 };
}

/** A number from 0 to 1 out of a seed, the same for the same seed (mulberry32). */
function chance(seed: number): number {
  let t = (seed + 0x6d2b79f5) | 0;
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}
