import type { AgentSettings, FromAgent, ToAgent } from "../wire/agent.ts";
import { openChannel } from "./channel.ts";
import { claim } from "./claim.ts";
import { passOn } from "./descendants.ts";
import { closeInspector, openInspector } from "./inspector.ts";
import { connect } from "./link.ts";
import { canLoadHot, loadHot } from "./loader.ts";
import { measure, stopMeasuring } from "./measure.ts";
import { Modules } from "./modules.ts";

/**
 * The agent in a supervised Node process, preloaded by NODE_OPTIONS. Where the runtime asks for it, the program's first line waits
 * for the runtime; the program never waits for anything else, and ends as it would without the agent. It is CommonJS and loads what it
 * needs when it needs it, because every supervised process pays for it. Worker threads run this too, and find nothing to claim.
 */
const settings = claim(process.env, process.argv[1], process.pid);
if (settings) begin(settings);

function begin(settings: AgentSettings): void {
  const { secret, path, incarnation, hold: held, heir, descendants } = settings;
  const { pid } = process;
  const hot = settings.hot === "auto" ? canLoadHot() : settings.hot;
  const modules = new Modules((loaded) => link.send({ kind: "loaded", modules: loaded }));
  let release = () => {};
  const released = new Promise<void>((settle) => {
    release = settle;
  });
  const link = connect(settings.socket, (message) => answer(message), alone);
  if (descendants) passOn(process.env, settings, pid, true);
  const node = process.versions.node;
  link.send({ kind: "hello", secret, path, incarnation, pid, node, held, hot, descendant: heir !== null });
  if (hot) loadHot(settings, modules);
  if (held) Reflect.set(globalThis, Symbol.for("supertree.gate"), link.stayUntil(released));
  else link.startSoon();

  /** Without a runtime nobody debugs and nobody looks. */
  function alone(): void {
    closeInspector();
    stopMeasuring();
    passOn(process.env, settings, pid, false);
  }

  function answer(message: ToAgent): void {
    switch (message.kind) {
      case "release":
        release();
        break;
      case "open_inspector":
        link.send(openInspector());
        break;
      case "close_inspector":
        closeInspector();
        break;
      case "open_channel":
        openChannel(settings, message.channel, (said) => link.send(said));
        break;
      case "measure":
        link.send(measure());
        break;
      case "stop_measuring":
        stopMeasuring();
        break;
      case "descendants":
        passOn(process.env, settings, pid, message.on);
        break;
      default: {
        const reply = step(modules, message);
        if (reply) link.send(reply);
      }
    }
  }
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
