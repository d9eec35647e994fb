import type { AgentSettings, ToAgent } from "../wire/agent.ts";
import { openChannel } from "./channel.ts";
import { claim } from "./claim.ts";
import { passOn } from "./descendants.ts";
import { closeInspector, openInspector } from "./inspector.ts";
import { connect, type Link } from "./link.ts";
import { canLoadHot, loadHot } from "./loader.ts";
import { measure, stopMeasuring } from "./measure.ts";
import { Modules } from "./modules.ts";
import { Program } from "./program.ts";
import { Reloads } from "./reloads.ts";

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
  let release = () => {};
  const released = new Promise<void>((settle) => {
    release = settle;
  });
  const link = connect(settings.socket, { message: answer, gone: alone, again });
  if (descendants) passOn(process.env, settings, pid, true);
  greet(held);
  const reloads = hot ? beHot(settings, link) : null;
  if (held) Reflect.set(globalThis, Symbol.for("supertree.gate"), link.stayUntil(released));
  else link.startSoon();

  /** Nothing holds a process that goes on already. */
  function greet(waits: boolean): void {
    const node = process.versions.node;
    const descendant = heir !== null;
    link.send({ kind: "hello", secret, path, incarnation, pid, node, held: waits, hot, descendant });
  }

  /** A later runtime knows nothing of this process. */
  function again(): void {
    greet(false);
    reloads?.tellAll();
  }

  /** Without a runtime nobody debugs and nobody looks. */
  function alone(): void {
    closeInspector();
    stopMeasuring();
    passOn(process.env, settings, pid, false);
    void reloads?.abandon();
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
      case "resolve":
        link.send({
          kind: "resolved",
          from: message.from,
          urls: reloads?.resolve(message.from, message.specifiers) ?? [],
        });
        break;
      default:
        if (reloads) void reloads.step(message).then((reply) => reply && link.send(reply));
        else link.send({ kind: "reload_failed", reload: message.reload, message: "it was not started to be reloaded" });
    }
  }
}

/** Loads the program's modules so that they can be reloaded, and lets it declare what it has to say about that. */
function beHot(settings: AgentSettings, link: Link): Reloads {
  const modules = new Modules((loaded) => link.send({ kind: "loaded", modules: loaded }));
  const program = new Program((cells) => {
    const states = cells.map(({ owner, name, version }) => ({ url: owner, name, version }));
    link.send({ kind: "declared", states });
  });
  const key = Symbol.for("supertree.hot");
  Object.defineProperty(globalThis, key, {
    value: {
      loaded: modules.loaded.bind(modules),
      required: modules.required.bind(modules),
      transpiled: modules.transpiled.bind(modules),
      program,
    },
  });
  return new Reloads({ modules, program, hooks: loadHot(settings, modules) });
}
