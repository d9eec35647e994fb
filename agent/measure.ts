import type { EventLoopUtilization, IntervalHistogram } from "node:perf_hooks";
import type { FromAgent } from "../wire/agent.ts";

interface Measuring {
  delays: IntervalHistogram;
  utilization: EventLoopUtilization;
}

let measuring: Measuring | null = null;

/** How often the event loop is asked to be in time; its delay is what goes beyond. */
const resolutionMs = 20;

/** What the event loop did since it was asked last. The first time it only begins to measure, which costs a timer. */
export function measure(): FromAgent {
  const { monitorEventLoopDelay, performance } = process.getBuiltinModule("node:perf_hooks");
  const utilization = performance.eventLoopUtilization();
  if (measuring === null) {
    const delays = monitorEventLoopDelay({ resolution: resolutionMs });
    delays.enable();
    measuring = { delays, utilization };
    return { kind: "measured", eventLoop: null };
  }
  const { delays } = measuring;
  const busy = performance.eventLoopUtilization(utilization, measuring.utilization).utilization;
  const eventLoop = { meanDelayMs: late(delays.mean), maxDelayMs: late(delays.max), utilization: rounded(busy, 3) };
  delays.reset();
  measuring.utilization = utilization;
  return { kind: "measured", eventLoop };
}

export function stopMeasuring(): void {
  measuring?.delays.disable();
  measuring = null;
}

/** Nanoseconds between two ticks → milliseconds beyond what was asked for; none yet is no delay. */
function late(nanoseconds: number): number {
  return Number.isFinite(nanoseconds) ? rounded(Math.max(0, nanoseconds / 1e6 - resolutionMs), 2) : 0;
}

function rounded(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
