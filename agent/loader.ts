import module, { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import type { AgentSettings, ModuleLoaded } from "../wire/agent.ts";
import { compileHot, parseHot } from "./compiled.ts";
import { type Hooks, hooksInThread, hooksOverPort } from "./hooks-link.ts";
import type { Modules } from "./modules.ts";
import { type Instrument, type Loaded, OwnModules } from "./own-modules.ts";
import { Serving } from "./serving.ts";

/** Where hooks run in the program's own thread, they cost a process little; elsewhere they need a thread of their own. */
export function canLoadHot(): boolean {
  return "registerHooks" in module;
}

/** From now on the project's own modules are loaded so that they can be reloaded. */
export function loadHot({ project, sources, packages = [], committed = {} }: AgentSettings, modules: Modules): Hooks {
  const hooks = `${__dirname}/agent-hooks.mjs`;
  const node: SyncHooks & Pick<typeof module, "register"> = module;
  // The parser is big, and only the first process that loads a text needs it.
  const instrument: Instrument = (...text) => createRequire(__filename)(hooks).instrument(...text);
  const note = (loaded: ModuleLoaded) => modules.note(loaded);
  const serving = new Serving(committed);
  const own = new OwnModules({ project, sources, packages }, serving);
  compileHot(own, instrument, note);
  if (!node.registerHooks) {
    parseHot(own, instrument, note);
    const { port1, port2 } = new (process.getBuiltinModule("node:worker_threads").MessageChannel)();
    node.register(pathToFileURL(hooks), {
      data: { project, sources, packages, committed, port: port2 },
      transferList: [port2],
    });
    return hooksOverPort(port1, note);
  }
  node.registerHooks({
    resolve: (specifier, context, next) => {
      if (serving.isServed(specifier)) return { url: specifier, shortCircuit: true };
      const resolved = next(specifier, context);
      const url = serving.resolve(resolved.url, context.parentURL);
      return url === resolved.url ? resolved : { ...resolved, url };
    },
    load: (url, context, next) => own.served(url) ?? own.load(url, next(url, context), instrument, note),
  });
  return hooksInThread(serving);
}

/** What Node has from 22.15 on. */
interface SyncHooks {
  registerHooks?: (hooks: { resolve: SyncResolve; load: SyncLoad }) => void;
}
type SyncResolve = (specifier: string, context: Context, next: (specifier: string, context: Context) => Found) => Found;
type SyncLoad = (url: string, context: object, next: (url: string, context: object) => Loaded) => Loaded;
interface Context {
  parentURL?: string;
}
interface Found {
  url: string;
  shortCircuit?: boolean;
}
