import type { InitializeHook, LoadHook } from "node:module";
import { instrument } from "../core/reload/instrument.ts";
import { OwnModules } from "./own-modules.ts";

/** Loader hooks for Node without `module.registerHooks`: they run in a thread of their own. */
export { instrument };

let own: OwnModules | null = null;

export const initialize: InitializeHook<{ project: string; sources: string }> = (data) => {
  own = new OwnModules(data);
};

export const load: LoadHook = async (url, context, nextLoad) => {
  const loaded = await nextLoad(url, context);
  // In this thread nobody can be told of a CommonJS module; a reload then says that the module is not loaded.
  return own ? own.load(url, loaded, instrument, () => {}) : loaded;
};
