import type { Module } from "node:module";
import { pathToFileURL } from "node:url";
import type { ModuleLoaded } from "../wire/agent.ts";
import type { Instrument, OwnModules } from "./own-modules.ts";

/** What Node's `Module` has beyond its types. */
interface ModuleClass {
  prototype: { _compile(this: Module, code: string, file: string, ...rest: unknown[]): unknown };
  _extensions: Record<string, (module: Module, file: string) => void>;
}

/**
 * On Node 20 no loader hook sees what is required. All of it is compiled by one method, though, whoever has read it: from now on that
 * compiles the project's own modules so that they can be reloaded.
 */
export function compileHot(own: OwnModules, instrument: Instrument, note: (module: ModuleLoaded) => void): void {
  const { Module: known } = process.getBuiltinModule("node:module");
  const { readFileSync } = process.getBuiltinModule("node:fs");
  const { prototype, _extensions: extensions } = known as unknown as ModuleClass;
  const compile = prototype._compile;
  prototype._compile = function (code, file, ...rest) {
    const loaded = { format: "commonjs", source: code };
    const { source } = isReady(code) ? loaded : own.load(pathToFileURL(file).href, loaded, instrument, note);
    return compile.call(this, source, file, ...rest);
  };
  const parse = extensions[".json"];
  extensions[".json"] = (module, file) => {
    parse?.(module, file);
    const text = readFileSync(file, "utf8");
    const { source } = own.load(pathToFileURL(file).href, { format: "json", source: text }, instrument, note);
    if (source !== text) module.exports = JSON.parse(source);
  };
}

/** A new version, or one that came through a hook, hands out its scope already. */
function isReady(code: string): boolean {
  return code.includes(`globalThis[Symbol.for("supertree.hot")]?.required(module,`);
}
