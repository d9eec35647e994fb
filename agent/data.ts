import type { DataChange } from "../wire/agent.ts";

/** The object that all importers of a JSON module share; throws where there is none to change. */
export async function dataOf({ url, text }: DataChange): Promise<{ object: object; next: object }> {
  const next: unknown = JSON.parse(text);
  const { default: object }: { default: unknown } = await import(url, { with: { type: "json" } });
  if (!isObject(object) || !isObject(next) || Array.isArray(object) !== Array.isArray(next))
    throw new Error(`${url} is no object in both versions, so what importers hold cannot be changed`);
  return { object, next };
}

/** Gives an object the contents of another; objects within it stay the same where they can, for those who hold them. */
export function become(target: object, source: object): void {
  for (const key of Object.keys(target)) if (!Object.hasOwn(source, key)) Reflect.deleteProperty(target, key);
  if (Array.isArray(target) && Array.isArray(source)) target.length = source.length;
  for (const [key, value] of Object.entries(source)) {
    const old: unknown = Reflect.get(target, key);
    if (isObject(old) && isObject(value) && Array.isArray(old) === Array.isArray(value)) become(old, value);
    else Reflect.set(target, key, value);
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
