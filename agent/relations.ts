/** The classes that took each other's place: an object of one is an instance of each. */
const families = new WeakMap<object, Set<unknown>>();

const isInstance = Function.prototype[Symbol.hasInstance];

/** Makes `instanceof` of either class true for objects of both; does nothing for what are no classes. Answers with the way back. */
export function relate(old: unknown, next: unknown): () => void {
  if (!isClass(old) || !isClass(next)) return () => {};
  const family = families.get(old) ?? new Set([old]);
  if (!families.has(old) && !join(old, family)) return () => {};
  if (!join(next, family)) return () => {};
  family.add(next);
  return () => family.delete(next);
}

/** False for a class that decides itself what its instances are. */
function join(member: object, family: Set<unknown>): boolean {
  if (families.get(member) === family) return true;
  if (Object.hasOwn(member, Symbol.hasInstance)) return false;
  families.set(member, family);
  Object.defineProperty(member, Symbol.hasInstance, {
    configurable: true,
    value(this: unknown, value: unknown) {
      if (isInstance.call(this, value)) return true;
      // A subclass inherits this method, but not the family.
      return this === member && [...family].some((other) => isInstance.call(other, value));
    },
  });
  return true;
}

function isClass(value: unknown): value is object {
  return typeof value === "function" && /^class\b/.test(Function.prototype.toString.call(value));
}
