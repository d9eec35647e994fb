import type { InitializeHook, LoadHook, ResolveHook } from "node:module";
import type { MessagePort } from "node:worker_threads";
import { instrument } from "../core/reload/instrument.ts";
import type { FromHooks, ToHooks } from "./hooks-link.ts";
import { OwnModules } from "./own-modules.ts";
import { Serving } from "./serving.ts";

/** Loader hooks for Node without `module.registerHooks`: they run in a thread of their own. */
export { instrument };

interface Data {
  project: string;
  sources: string;
  packages: string[];
  committed?: Record<string, string>;
  port: MessagePort;
}

let hooks: { own: OwnModules; serving: Serving; say: (message: FromHooks) => void } | null = null;

export const initialize: InitializeHook<Data> = ({ port, committed, ...settings }) => {
  const serving = new Serving(committed);
  const say = (message: FromHooks) => port.postMessage(message);
  hooks = { own: new OwnModules(settings, serving), serving, say };
  port.on("message", (message: ToHooks) => {
    if (message.kind === "lead") serving.lead(message.url, message.script);
    else if (message.kind === "served") serving.served();
    else {
      serving.serve(message.swaps);
      say({ kind: "serving" });
    }
  });
  port.unref();
};

export const resolve: ResolveHook = async (specifier, context, next) => {
  if (hooks?.serving.isServed(specifier)) return { url: specifier, shortCircuit: true };
  const resolved = await next(specifier, context);
  const url = hooks?.serving.resolve(resolved.url, context.parentURL);
  return url === undefined || url === resolved.url ? resolved : { ...resolved, url };
};

export const load: LoadHook = async (url, context, next) => {
  const served = hooks?.own.served(url);
  if (served) return served;
  const loaded = await next(url, context);
  return hooks ? hooks.own.load(url, loaded, instrument, (module) => hooks?.say({ kind: "loaded", module })) : loaded;
};
