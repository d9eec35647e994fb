import type { ModulePatch, PatchedMethod } from "../wire/agent.ts";

/** Evaluates code in a module's scope; `meta` is what the code knows as `__st_meta__`. */
export type Access = (code: string, meta: ImportMeta) => unknown;

export interface LoadedModule {
  readonly url: string;
  readonly meta: ImportMeta;
  /** SHA-256 of the text that runs. */
  hash: string;
  /** Of the module's scope, and of the helpers that reloads have added to it. */
  access: Access;
}

/** Whether a patch compiles in the module's scope and everything it replaces can be replaced; throws what is in the way. Runs nothing of it. */
export function check(module: LoadedModule, patch: ModulePatch): void {
  const evaluate = (code: string) => module.access(code, module.meta);
  evaluate(`()=>{${patch.code}\n}`);
  for (const name of patch.functions) {
    if (typeof evaluate(name) !== "function") throw new Error(`\`${name}\` is no function in this process`);
    attempt(() => evaluate(`${name}=${name}`), `\`${name}\` cannot be bound anew`);
  }
  for (const name of patch.needs) {
    attempt(() => evaluate(name), `the import \`${name}\` was not used before, so this process has not loaded it`);
  }
  for (const method of patch.methods) ownerOf(method, evaluate);
}

/**
 * Puts a patch in place and reads back that it is; answers with the way back. Throws when anything went wrong, with everything as before.
 */
export function apply(module: LoadedModule, patch: ModulePatch): Applied {
  const { access, hash, meta } = module;
  const replaced = new Map<unknown, unknown>();
  const evaluate = (code: string) => access(code, meta);
  const back: (() => void)[] = [];
  const undo = () => {
    for (const step of back.splice(0).reverse()) step();
  };
  const before = patch.functions.map((name) => ({ name, old: functionNamed(name, evaluate) }));
  for (const { name, old } of before) back.push(() => bind(name, old, evaluate));
  try {
    const [next, holders] = resultOf(evaluate(`${patch.code}\n//# sourceURL=${patch.script}`));
    for (const [index, method] of patch.methods.entries()) back.push(exchange(method, holders[index], evaluate));
    for (const { name, old } of before) {
      const current = functionNamed(name, evaluate);
      if (current === old) throw new Error(`\`${name}\` is still the old function`);
      back.push(handOver(old, current));
      replaced.set(old, current);
    }
    module.access = next;
    module.hash = patch.hash;
    back.push(() => Object.assign(module, { access, hash }));
  } catch (error) {
    undo();
    throw error;
  }
  return { undo, replaced };
}

/** A patch that is in place: the way back, and the functions that others took the place of. */
export interface Applied {
  undo: () => void;
  replaced: ReadonlyMap<unknown, unknown>;
}

export type Evaluate = (code: string) => unknown;
type AnyFunction = ReturnType<typeof functionNamed>;

/** Binds a variable of the module anew. */
export function bind(name: string, value: unknown, evaluate: Evaluate): void {
  const assign = evaluate(`__st_value__=>{${name}=__st_value__}`);
  if (typeof assign === "function") assign(value);
}

function functionNamed(name: string, evaluate: Evaluate) {
  const value = evaluate(name);
  if (typeof value !== "function") throw new Error(`\`${name}\` is no function in this process`);
  return value;
}

/** Puts a method in the place of the running one, `super` in it meaning what it does in the class; answers with the way back. */
function exchange(method: PatchedMethod, holder: unknown, evaluate: Evaluate): () => void {
  const owner = ownerOf(method, evaluate);
  if (typeof holder !== "object" || holder === null) throw new Error(`\`${method.member}\` has no new form`);
  Object.setPrototypeOf(holder, Object.getPrototypeOf(owner));
  const fresh = Object.getOwnPropertyDescriptor(holder, method.member);
  if (!fresh) throw new Error(`\`${method.member}\` has no new form`);
  const old = Object.getOwnPropertyDescriptor(owner, method.member);
  const next = method.kind === "method" ? { value: fresh.value } : { [method.kind]: fresh[method.kind] };
  Object.defineProperty(owner, method.member, {
    configurable: true,
    enumerable: false,
    ...writable(old, method),
    ...next,
  });
  return () => {
    if (old) Object.defineProperty(owner, method.member, old);
    else Reflect.deleteProperty(owner, method.member);
  };
}

function writable(old: PropertyDescriptor | undefined, { kind }: PatchedMethod): PropertyDescriptor {
  if (kind === "method") return { writable: true };
  return { get: old?.get, set: old?.set };
}

/** The object that has the method: the class for a static one, else its prototype. */
function ownerOf(method: PatchedMethod, evaluate: Evaluate): object {
  const owner = functionNamed(method.class, evaluate);
  const has: unknown = method.static ? owner : owner.prototype;
  const old = typeof has === "object" || typeof has === "function" ? has : null;
  if (!old) throw new Error(`\`${method.class}\` is no class in this process`);
  if (Object.getOwnPropertyDescriptor(old, method.member)?.configurable === false) {
    throw new Error(`\`${method.class}.${method.member}\` was frozen`);
  }
  return old;
}

/** What a program hung on a function, `prototype` with its objects above all, belongs to its next version too. */
function handOver(old: AnyFunction, next: AnyFunction): () => void {
  for (const key of Reflect.ownKeys(old)) {
    if (key === "length" || key === "name" || key === "arguments" || key === "caller" || key === "prototype") continue;
    Object.defineProperty(next, key, Object.getOwnPropertyDescriptor(old, key) ?? {});
  }
  const shared: unknown = old.prototype;
  if (typeof shared !== "object" || shared === null || !("prototype" in next)) return () => {};
  next.prototype = shared;
  if (!Object.hasOwn(shared, "constructor")) return () => {};
  const descriptor = Object.getOwnPropertyDescriptor(shared, "constructor");
  if (descriptor?.value !== old || !descriptor.configurable) return () => {};
  Object.defineProperty(shared, "constructor", { ...descriptor, value: next });
  return () => Object.defineProperty(shared, "constructor", descriptor);
}

function resultOf(value: unknown): [Access, unknown[]] {
  if (Array.isArray(value) && typeof value[0] === "function" && Array.isArray(value[1])) return [value[0], value[1]];
  throw new Error("the new code did not end as a patch does");
}

function attempt(step: () => unknown, otherwise: string): void {
  try {
    step();
  } catch (error) {
    throw new Error(`${otherwise} (${error instanceof Error ? error.message : String(error)})`);
  }
}
