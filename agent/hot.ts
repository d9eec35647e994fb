import type { Modules, Reloaded } from "./modules.ts";

export type { Reloaded };

/**
 * Hot reload as a program sees it. A reload exchanges the bodies of functions and methods and leaves the module's state alone, so a
 * program needs nothing of this to be reloaded. In a process that is not supervised, or not loaded hot, all of it works and no reload comes.
 */
export const hot = {
  /**
   * A resource that is made once a process, whichever version of the code asks: the first call with `name` makes it, each later one
   * gets that one, so its type must be the same. What `make` throws is thrown, and the next call tries again.
   *
   *     const server = hot.keep("http", () => http.createServer((q, r) => handle(q, r)).listen(8080));
   */
  keep<T>(name: string, make: () => T): T {
    const kept = keptHere();
    if (!kept.has(name)) kept.set(name, make());
    return kept.get(name) as T;
  },

  /**
   * Calls `listener` after each reload of this process and after each that is rolled back: the place to hand over functions anew that
   * were handed over by value, as in `emitter.on("x", f)`. Returns the way to stop. What the listener throws is an uncaught exception.
   */
  onReload(listener: (reloaded: Reloaded) => void): () => void {
    const modules: Modules | undefined = Reflect.get(globalThis, Symbol.for("supertree.hot"));
    return modules?.onReload(listener) ?? (() => {});
  },
};

/** One map a process, also when several copies of this module are loaded. */
function keptHere(): Map<string, unknown> {
  const key = Symbol.for("supertree.kept");
  const kept: Map<string, unknown> = Reflect.get(globalThis, key) ?? new Map();
  Reflect.set(globalThis, key, kept);
  return kept;
}
