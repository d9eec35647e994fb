export {};

/**
 * Loaded behind the agent, and before the program, in a process that is held at entry: the program's first line waits for this module's
 * top-level `await`, which no module that is required can do.
 */
const key = Symbol.for("supertree.gate");
await Reflect.get(globalThis, key);
Reflect.deleteProperty(globalThis, key);
