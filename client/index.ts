/** The Node side of wire: find a tree's runtime, start one, dial it, call it, follow its tree. Used by adapter, cli and src. */
export { isAlive } from "./alive.ts";
export { type Client, type Closed, connect } from "./connect.ts";
export { openDebugChannel } from "./debug-channel.ts";
export type { Endpoint } from "./endpoint.ts";
export { type EndpointFiles, endpointOf } from "./endpoint-of.ts";
export { WireFailure } from "./failure.ts";
export { type FoundRuntime, findRuntime } from "./find.ts";
export type { Health } from "./heartbeat.ts";
export { type RuntimeStart, startRuntime } from "./start.ts";
export { type TreeWatch, watchTree } from "./watch-tree.ts";
