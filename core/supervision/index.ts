/** Supervision: what a tree is, what may happen to it, what is decided, and how clients see it. */
export { load } from "./load.ts";
export type * from "./model.ts";
export { plan } from "./plan.ts";
export type { Node, Tree } from "./tree.ts";
export { view, views } from "./view.ts";
export { assemble, type Queue, queueOf, read, type WrittenNode, write } from "./written.ts";
