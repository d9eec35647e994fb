/** Decides, in values: what supervision does next, what a debug session does next, what a reload may do. */
export * from "./supervision/model.ts";
export * from "./debugging/index.ts";
