import type { AgentSettings, FromAgent, ToAgent } from "../wire/agent.ts";
import { claim } from "./claim.ts";
import { closeInspector, openInspector } from "./inspector.ts";
import { connect } from "./link.ts";
import { canLoadHot, loadHot } from "./loader.ts";
import { measure, stopMeasuring } from "./measure.ts";
import { Modules } from "./modules.ts";

/**
 * The agent in a supervised Node process, preloaded by NODE_OPTIONS. Where the runtime asks for it, the program's first line waits
 * for the runtime; the program never waits for anything else, and ends as it would without the agent. Worker threads run this too, and
 * find nothing to claim: their environment is a copy of the one that the main thread has claimed already.
 */
const settings = claim(process.env, process.argv[1], import.meta.url);
if (settings) await begin(settings);

async function begin(settings: AgentSettings): Promise<void> {
  const { secret, path, incarnation, hold: held } = settings;
  const hot = settings.hot === "auto" ? canLoadHot() : settings.hot;
  const modules = new Modules((loaded) => link.send({ kind: "loaded", modules: loaded }));
  let release = () => {};
  const released = new Promise<void>((settle) => {
    release = settle;
  });
  const link = connect(settings.socket, (message) => answer(message), alone);
  link.send({ kind: "hello", secret, path, incarnation, pid: process.pid, node: process.versions.node, held, hot });
  if (hot) loadHot(settings, modules);
  if (held) await link.stayUntil(released);

  function answer(message: ToAgent): void {
    if (message.kind === "release") release();
    else if (message.kind === "open_inspector") link.send(openInspector());
    else if (message.kind === "close_inspector") closeInspector();
    else if (message.kind === "measure") link.send(measure());
    else if (message.kind === "stop_measuring") stopMeasuring();
    else {
      const reply = step(modules, message);
      if (reply) link.send(reply);
    }
  }
}

/** Without a runtime nobody debugs and nobody looks. */
function alone(): void {
  closeInspector();
  stopMeasuring();
}

/** One step of a reload, and the answer to it; a step that fails has changed nothing. */
function step(modules: Modules, message: Extract<ToAgent, { reload: number }>): FromAgent | null {
  const { reload } = message;
  try {
    switch (message.kind) {
      case "prepare":
        modules.prepare(reload, message.patches);
        return { kind: "prepared", reload };
      case "commit":
        modules.commit(reload, message.until);
        return { kind: "committed", reload };
      case "roll_back":
        modules.rollBack(reload);
        return { kind: "rolled_back", reload };
      case "forget":
        modules.forget(reload);
        return null;
    }
  } catch (error) {
    return { kind: "reload_failed", reload, message: error instanceof Error ? error.message : String(error) };
  }
}
