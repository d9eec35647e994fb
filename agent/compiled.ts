import type { Module } from "node:module";
import { pathToFileURL } from "node:url";
import type { ModuleLoaded } from "../wire/agent.ts";
import type { Instrument, OwnModules } from "./own-modules.ts";

/** What Node's `Module` has beyond its types. */
interface ModuleClass {
  prototype: {
    load(this: Module, file: string): void;
    _compile(this: Module, code: string, file: string, ...rest: unknown[]): unknown;
  };
  _extensions: Record<string, ((module: Module, file: string) => void) | undefined>;
}

/**
 * What no loader hook sees: all that is required on Node 20, and what tsx's own `require` compiles anywhere. All of it is compiled by one
 * method, whoever has read it: from now on that compiles the project's own modules so that they can be reloaded.
 */
export function compileHot(own: OwnModules, instrument: Instrument, note: (module: ModuleLoaded) => void): void {
  const { prototype } = moduleClass();
  const { load, _compile: compile } = prototype;
  prototype._compile = function (code, file, ...rest) {
    return compile.call(this, own.has(file) ? ready(code, file) : code, file, ...rest);
  };
  prototype.load = function (file) {
    const committed = own.has(file) ? own.committed(file) : null;
    if (committed === null) load.call(this, file);
    else saying(file, { text: committed, behind: "" }, () => load.call(this, file));
  };

  function ready(code: string, file: string): string {
    if (isReady(code)) return code; // a new version, or one that came through a hook
    const { readFileSync } = process.getBuiltinModule("node:fs");
    const { text, behind } = said.get(file) ?? { text: readFileSync(file, "utf8"), behind: "" };
    if (text.replace(/^\uFEFF/, "") !== code) return own.transpiled(text, code, instrument) + behind;
    return own
      .load(pathToFileURL(file).href, { format: "commonjs", source: text }, instrument, note)
      .source.replace(/^\uFEFF/, "");
  }
}

/** JSON that is required where no hook sees it. */
export function parseHot(own: OwnModules, instrument: Instrument, note: (module: ModuleLoaded) => void): void {
  const { _extensions: extensions } = moduleClass();
  const { readFileSync } = process.getBuiltinModule("node:fs");
  const parse = extensions[".json"];
  extensions[".json"] = (module, file) => {
    parse?.(module, file);
    const text = readFileSync(file, "utf8");
    const { source } = own.load(pathToFileURL(file).href, { format: "json", source: text }, instrument, note);
    if (source !== text) module.exports = JSON.parse(source);
  };
}

/** Compiles a text as the file's own compiler does, into a module beside the one that runs; `behind` is added to the code. */
export function transpile(module: Module, text: string, behind: string): void {
  const { filename } = module;
  const ending = filename.slice(filename.lastIndexOf("."));
  const compile = moduleClass()._extensions[ending];
  if (!compile) throw new Error(`nobody compiles ${ending} in this process any more`);
  saying(filename, { text, behind }, () => compile(module, filename));
}

/** What files are to say that are being loaded, in the place of what is on disk. */
const said = new Map<string, Said>();
interface Said {
  text: string;
  behind: string;
}

/** Has a file say something else to the compiler that reads it, which is synchronous. */
function saying(file: string, what: Said, work: () => void): void {
  const fs = process.getBuiltinModule("node:fs");
  const read = fs.readFileSync;
  said.set(file, what);
  fs.readFileSync = ((path: unknown, ...rest: unknown[]) =>
    path === file ? what.text : Reflect.apply(read, fs, [path, ...rest])) as typeof read;
  try {
    work();
  } finally {
    fs.readFileSync = read;
    said.delete(file);
  }
}

function moduleClass(): ModuleClass {
  return process.getBuiltinModule("node:module").Module as unknown as ModuleClass;
}

function isReady(code: string): boolean {
  return code.includes(`globalThis[Symbol.for("supertree.hot")]?.required(module,`);
}
