import type { Module } from "node:module";
import type { ModuleSwap } from "../wire/agent.ts";
import { transpile } from "./compiled.ts";
import type { Modules, Running, Version } from "./modules.ts";
import { bind } from "./patch.ts";

/** A top-level variable of a CommonJS module: its name, whom it was required from, and by which name (null for all exports). */
export type RequiredLink = readonly [local: string, from: string, name: string | null];

/** What a version of a CommonJS module is, beyond what any version is. */
export interface Required {
  readonly module: Module;
  readonly links: readonly RequiredLink[];
}

/** Runs a new version of a CommonJS module beside the one that runs; who requires the file still gets the old. */
export function compile({ script, code, text }: ModuleSwap, { module: old }: Required): void {
  const { Module } = process.getBuiltinModule("node:module");
  const next: Module & { _compile?(code: string, file: string): void } = new Module(old.filename);
  next.filename = old.filename;
  next.paths = old.paths;
  const named = `\n//# sourceURL=${script}`;
  if (text !== null) transpile(next, text, named);
  else next._compile?.(code + named, old.filename);
  next.loaded = true;
}

/**
 * Gives those who hold the exports of a CommonJS module the new ones: the object itself where both are plain objects, and every variable
 * that was required from it. Answers with the way back.
 */
export function handOut(before: Version, after: Version, modules: Modules): () => void {
  const [was, is] = [before.required, after.required];
  if (!was || !is) return () => {};
  if (isTranspiled(after)) return handOutNew(was.module.filename, after);
  const back: (() => void)[] = [];
  const cached = require.cache[was.module.filename];
  const [old, next]: [unknown, unknown] = [cached?.exports, is.module.exports];
  const oldValues = isPlain(old) ? { ...old } : {};
  if (isPlain(old) && isPlain(next)) {
    back.push(() => refill(old, oldValues));
    refill(old, next);
  } else if (cached) {
    back.push(() => Object.assign(cached, { exports: old }));
    cached.exports = next;
  }
  const valueOld = (name: string | null) => (name === null ? old : oldValues[name]);
  const valueNext = (name: string | null) => (name === null ? cached?.exports : isPlain(next) ? next[name] : undefined);
  back.push(...relink(was.module.filename, valueOld, valueNext, modules));
  return () => {
    for (const step of back.reverse()) step();
  };
}

/** Code that a compiler of its own has made asks the exports object at each use: what it has already is bound anew in it, what is new is added. */
function handOutNew(file: string, { access, meta, exports }: Version): () => void {
  const handed: unknown = require.cache[file]?.exports;
  if (typeof handed !== "object" || handed === null) return () => {};
  const added = Object.entries(exports).filter(
    ([name]) => Object.getOwnPropertyDescriptor(handed, name)?.configurable !== false,
  );
  const before = added.map(([name]) => [name, Object.getOwnPropertyDescriptor(handed, name)] as const);
  for (const [name, local] of added)
    Object.defineProperty(handed, name, { get: () => access(local, meta), enumerable: true, configurable: true });
  return () => {
    for (const [name, old] of before)
      if (old) Object.defineProperty(handed, name, old);
      else Reflect.deleteProperty(handed, name);
  };
}

function isTranspiled({ required, exports }: Version): boolean {
  return required !== null && Object.keys(exports).length > 0;
}

/** The same after functions were exchanged within the module: what holds an old one gets the one in its place. */
export function handOutReplaced(
  { current }: Running,
  replaced: ReadonlyMap<unknown, unknown>,
  modules: Modules,
): () => void {
  const { required } = current;
  if (!required || replaced.size === 0) return () => {};
  const back: (() => void)[] = [];
  const cached = require.cache[required.module.filename];
  const exports: unknown = cached?.exports;
  const whole = replaced.get(exports);
  const before = isPlain(exports) ? { ...exports } : {};
  if (cached && whole !== undefined) {
    back.push(() => Object.assign(cached, { exports }));
    cached.exports = whole;
  }
  for (const [name, value] of Object.entries(before)) {
    if (!replaced.has(value) || !isPlain(exports)) continue;
    back.push(() => Reflect.set(exports, name, value));
    Reflect.set(exports, name, replaced.get(value));
  }
  const old = (name: string | null) => (name === null ? exports : before[name]);
  const next = (name: string | null) => replaced.get(old(name)) ?? old(name);
  back.push(...relink(required.module.filename, old, next, modules));
  return () => {
    for (const step of back.reverse()) step();
  };
}

/** Binds anew what was required from the file and still is what it was. */
function relink(
  file: string,
  old: (name: string | null) => unknown,
  next: (name: string | null) => unknown,
  modules: Modules,
): (() => void)[] {
  const back: (() => void)[] = [];
  for (const { current } of modules.all()) {
    for (const [local, from, name] of current.required?.links ?? []) {
      if (resolved(from, current) !== file || old(name) === next(name)) continue;
      const evaluate = (code: string) => current.access(code, current.meta);
      if (evaluate(local) !== old(name)) continue;
      back.push(() => bind(local, old(name), evaluate));
      bind(local, next(name), evaluate);
    }
  }
  return back;
}

function resolved(from: string, { required }: Version): string | null {
  if (!required) return null;
  const { createRequire } = process.getBuiltinModule("node:module");
  try {
    return createRequire(required.module.filename).resolve(from);
  } catch {
    return null; // what is no longer there was not required from the file
  }
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function refill(target: Record<string, unknown>, source: Record<string, unknown>): void {
  for (const key of Object.keys(target)) if (!Object.hasOwn(source, key)) delete target[key];
  Object.assign(target, source);
}
