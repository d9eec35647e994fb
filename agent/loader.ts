import module, { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import type { AgentSettings } from "../wire/agent.ts";
import type { Modules } from "./modules.ts";
import { type Instrument, type Loaded, OwnModules } from "./own-modules.ts";

/** Where hooks run in the program's own thread, they cost a process little; elsewhere they need a thread of their own. */
export function canLoadHot(): boolean {
  return "registerHooks" in module;
}

/** From now on the project's own ES modules are loaded so that they can be reloaded. */
export function loadHot({ project, sources }: AgentSettings, modules: Modules): void {
  Object.defineProperty(globalThis, Symbol.for("supertree.hot"), { value: modules });
  const hooks = `${__dirname}/agent-hooks.mjs`;
  const node: SyncHooks & Pick<typeof module, "register"> = module;
  if (!node.registerHooks) {
    node.register(pathToFileURL(hooks), { data: { project, sources } });
    return;
  }
  const own = new OwnModules({ project, sources });
  // The parser is big, and only the first process that loads a text needs it.
  const instrument: Instrument = (...text) => createRequire(__filename)(hooks).instrument(...text);
  node.registerHooks({
    load: (url, context, next) => own.load(url, next(url, context), instrument, (loaded) => modules.note(loaded)),
  });
}

/** What Node has from 22.15 on. */
interface SyncHooks {
  registerHooks?: (hooks: { load: SyncLoad }) => void;
}
type SyncLoad = (url: string, context: object, next: (url: string, context: object) => Loaded) => Loaded;
