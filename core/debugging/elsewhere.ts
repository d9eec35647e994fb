import type { EditorConfiguration } from "./happenings.ts";
import type { DebugSession, Reaction } from "./model.ts";
import { act, say } from "./reaction.ts";

interface Elsewhere {
  path: string;
  incarnation: number;
  configuration: EditorConfiguration;
}

/** VS Code gives every session that an adapter asks for the asking adapter's type; its extension takes the right one from here. */
const typeKey = "supertree.type";

/** A child of another language: its own debugger is the editor's to start, anew for each incarnation. */
export function elsewhere(session: DebugSession, { path, incarnation, configuration }: Elsewhere): Reaction {
  const { phase, client } = session;
  if (phase.is !== "configuring" && phase.is !== "running" && phase.is !== "joining") return act(session);
  const name = `${path} #${incarnation}`;
  if (!client.startsOthers) {
    const text = `${name} is not debugged: this editor starts no other debugger (${configuration.type}) when it is asked to.`;
    return act(session, say("console", text));
  }
  const request = configuration.request === "launch" ? "launch" : "attach";
  const whole = { name, ...configuration, request, [typeKey]: configuration.type };
  return act(session, { do: "start_debugging", name, request, configuration: whole });
}
