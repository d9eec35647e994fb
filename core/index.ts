/** Decides, in values: what supervision does next, what a debug session does next, what a reload may do. */

export * from "./debugging/index.ts";
export * from "./supervision/index.ts";
// reload/index.ts is an entry of its own: it brings a parser along, which only the runtime and the agent need.
