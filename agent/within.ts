/**
 * Runs synchronous code that may never end, for at most so long: an endless loop is cut off where it is. What it throws is thrown
 * with `what` before it, so that a person knows whose fault it was.
 */
export function within<T>(limitMs: number, what: string, run: () => T): T {
  const { Script } = process.getBuiltinModule("node:vm");
  let result: { value: T } | null = null;
  const key = Symbol.for("supertree.within");
  Reflect.set(globalThis, key, () => {
    result = { value: run() };
  });
  try {
    new Script('globalThis[Symbol.for("supertree.within")]()').runInThisContext({ timeout: Math.max(1, limitMs) });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT")
      throw new Error(`${what} did not end within ${limitMs / 1000} s`);
    throw new Error(`${what} failed: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  } finally {
    Reflect.deleteProperty(globalThis, key);
  }
  const done = result as { value: T } | null;
  if (!done) throw new Error(`${what} was cut off`);
  return done.value;
}
