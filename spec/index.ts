/** The spec language: text in, child specs and problems with their places out. */
export * from "./model.ts";
