/** OpenTelemetry's traces as values: read, written, put in order. Protobuf is an entry of its own (`otlp-protobuf.ts`). */
export { Acts } from "./acts.ts";
export { duration, extentOf, firstEndingAfter, type Lane, lanesOf } from "./lanes.ts";
export { inOrder, type Placed } from "./order.ts";
export { readOtlp } from "./otlp-read.ts";
export { writeOtlp } from "./otlp-write.ts";
