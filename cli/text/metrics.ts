import type { MetricsSample } from "../../wire/index.ts";

export const metricsHeads = ["CPU", "MEMORY", "LOOP DELAY", "UPTIME"];

/** `12.5 %`, `48.2 MB`, `0.2 / 3.1 ms` (mean and worst), `1h 3m`; a dash for what is not known. */
export function metricsCells(sample: MetricsSample | undefined): string[] {
  const { cpu = null, memoryBytes = null, eventLoop = null, uptimeMs = null } = sample ?? {};
  return [
    cpu === null ? "-" : `${(cpu * 100).toFixed(1)} %`,
    memoryBytes === null ? "-" : `${(memoryBytes / 2 ** 20).toFixed(1)} MB`,
    eventLoop === null ? "-" : `${eventLoop.meanDelayMs.toFixed(1)} / ${eventLoop.maxDelayMs.toFixed(1)} ms`,
    uptimeMs === null ? "-" : uptimeText(uptimeMs),
  ];
}

/** The two largest units: `3d 4h`, `5m 12s`, `9s`. */
function uptimeText(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  const parts = [
    [Math.floor(seconds / 86_400), "d"],
    [Math.floor(seconds / 3_600) % 24, "h"],
    [Math.floor(seconds / 60) % 60, "m"],
    [seconds % 60, "s"],
  ] as const;
  const first = parts.findIndex(([count]) => count > 0);
  if (first < 0) return "0s";
  return parts
    .slice(first, first + 2)
    .map(([count, unit]) => `${count}${unit}`)
    .join(" ");
}
