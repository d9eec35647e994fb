import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import type { Snapshot, ToPanel } from "../../wire/index.ts";

/** How the hand moves: a wheel step a frame, along a way that comes back to where it began. */
export type Hand = "pan" | "zoom";

/** What a storm of deltas came to: how many a second were drawn, and how long after the last one it was. */
export interface Storm {
  perSecond: number;
  lagMs: number;
}

const inPage = readFile(new URL("in-page.js", import.meta.url), "utf8");

/** Puts what counts into the page; evaluated, since its policy lets no other script in. */
export async function measurable(page: Page): Promise<void> {
  await page.evaluate(await inPage);
}

export const drawnAfter = (page: Page, message: ToPanel): Promise<number> =>
  page.evaluate(`bench.drawnAfter(${JSON.stringify(message)})`);

export const framesWhile = (page: Page, hand: Hand, selector: string, frames: number): Promise<number[]> =>
  page.evaluate(`bench.framesWhile("${hand}", "${selector}", ${frames})`);

export const calm = (page: Page, tree: Snapshot): Promise<void> => page.evaluate(`bench.calm(${JSON.stringify(tree)})`);

export const storm = (page: Page, perSecond: number, seconds: number): Promise<Storm> =>
  page.evaluate(`bench.storm(${perSecond}, ${seconds})`);

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
