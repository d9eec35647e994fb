import type { MessagePort } from "node:worker_threads";
import type { ModuleLoaded, ModuleSwap } from "../wire/agent.ts";
import { Serving } from "./serving.ts";

/** The loader hooks as the program's own thread sees them. */
export interface Hooks {
  /** Settles when the new versions can be loaded. */
  serve(swaps: readonly ModuleSwap[]): Promise<void>;
  served(): void;
  /** Has those who need the module from now on get this version; answers with the way back. */
  lead(url: string, script: string): () => void;
}

/** What the two threads say to each other where hooks have a thread of their own. */
export type ToHooks =
  | { kind: "serve"; swaps: readonly ModuleSwap[] }
  | { kind: "served" }
  | { kind: "lead"; url: string; script: string | null };
export type FromHooks = { kind: "serving" } | { kind: "loaded"; module: ModuleLoaded };

export function hooksInThread(serving: Serving): Hooks {
  return {
    serve: async (swaps) => serving.serve(swaps),
    served: () => serving.served(),
    lead: (url, script) => leading(serving, url, script, (next) => serving.lead(url, next)),
  };
}

export function hooksOverPort(port: MessagePort, note: (module: ModuleLoaded) => void): Hooks {
  const known = new Serving();
  let ready = () => {};
  port.on("message", (message: FromHooks) => {
    if (message.kind === "serving") ready();
    else note(message.module);
  });
  port.unref();
  const say = (message: ToHooks) => port.postMessage(message);
  return {
    serve: async (swaps) => {
      const serving = new Promise<void>((settle) => {
        ready = settle;
      });
      port.ref();
      say({ kind: "serve", swaps });
      await serving;
      port.unref();
    },
    served: () => say({ kind: "served" }),
    lead: (url, script) =>
      leading(known, url, script, (next) => {
        known.lead(url, next);
        say({ kind: "lead", url, script: next });
      }),
  };
}

function leading(serving: Serving, url: string, script: string, lead: (script: string | null) => void): () => void {
  const before = serving.leadOf(url);
  lead(script);
  return () => lead(before);
}
