/** What crosses a process boundary. Read in this order: the tree, plans, commands, notices, errors. */
export * from "./across.ts";
export * from "./agent.ts";
export * from "./commands.ts";
export * from "./endpoint.ts";
export * from "./errors.ts";
export * from "./metrics.ts";
export * from "./node-options.ts";
export * from "./notices.ts";
export * from "./panel.ts";
export * from "./plan.ts";
export * from "./rehearsal.ts";
export * from "./reload.ts";
export * from "./report.ts";
export * from "./spec-language.ts";
export * from "./threads.ts";
export * from "./tree.ts";
export * from "./write-back.ts";
