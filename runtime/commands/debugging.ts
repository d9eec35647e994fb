import type { Happening } from "../../core/index.ts";
import { editorDebugFor } from "../../spec/index.ts";
import type { DebuggedProcess, Path } from "../../wire/index.ts";
import type { Held, Holds } from "../agents/holds.ts";
import { type Child, type Children, isNode, linkOf } from "../children/children.ts";
import { Refusal } from "../refusal.ts";
import type { Client } from "../service/clients.ts";
import type { Handlers } from "./handlers.ts";

interface Debugged {
  holds: Holds<Client>;
  children: Children;
  happen: (happening: Happening) => void;
  /** Ends what `hold` began. */
  unhold: (path: Path) => Promise<unknown>;
}

/** The commands that say who is held at entry, and for how long. */
export function debugging({ holds, children, happen, unhold }: Debugged): Handlers<"debug" | "undebug" | "release"> {
  const letGo = (free: readonly Held<Client>[]) => goOn(free, children, happen);
  return {
    debug: ({ only, descendants = false }, from) => {
      const { joined, free } = holds.debug(from, { only, descendants });
      letGo(free);
      passOnAgents(holds, children);
      for (const { by, ...process } of joined) queueMicrotask(() => from.notify("held", process)); // behind the answer
      for (const child of children.all())
        if (holds.debuggersOf(child.path).includes(from)) queueMicrotask(() => tellEditor(child, [from]));
      const targets = children
        .all()
        .flatMap(processesOf)
        .filter(({ path, descendant }) => holds.debuggersOf(path, descendant).includes(from))
        .filter(({ path, incarnation, pid, descendant }) => !holds.find(path, incarnation, descendant ? pid : null));
      return { targets };
    },
    undebug: (_, from) => {
      letGo(holds.undebug(from));
      passOnAgents(holds, children);
      return {};
    },
    release: async ({ path, incarnation, pid = null }, from) => {
      if (incarnation === undefined) {
        await unhold(path);
        return {};
      }
      const held = holds.find(path, incarnation, pid);
      if (!held) {
        const message = `${path} #${incarnation} is not held at entry: it runs already, or is over.`;
        throw new Refusal({ code: "not_held", message, where: path });
      }
      letGo(holds.release(from, held));
      return {};
    },
  };
}

/** Lets processes go on that nobody holds any longer. */
export function goOn(free: readonly Held<Client>[], children: Children, happen: (happening: Happening) => void): void {
  for (const { path, incarnation, pid, descendant } of free) {
    const child = children.find(path, incarnation);
    if (child && isNode(child)) linkOf(child, descendant ? pid : null)?.send({ kind: "release" });
    if (!descendant) happen({ kind: "released", path, incarnation });
  }
}

/** What a process starts carries the agent while somebody debugs it on purpose, and not a moment longer. */
export function passOnAgents(holds: Holds<Client>, children: Children): void {
  for (const { path, agent, descendants, spec } of children.all())
    for (const each of agent ? [agent, ...descendants.values()] : [])
      each.link.send({ kind: "descendants", on: spec.debug === "auto" && holds.debuggersOf(path, true).length > 0 });
}

/** The Node processes of a child: its own and those that it started and that are debugged on purpose. */
function processesOf(child: Child): DebuggedProcess[] {
  if (!isNode(child) || child.spec.debug !== "auto") return [];
  const { path, incarnation, agent, descendants } = child;
  return [
    { path, incarnation, pid: agent.hello.pid, descendant: false },
    ...[...descendants.keys()].map((pid) => ({ path, incarnation, pid, descendant: true })),
  ];
}

/** A child with a debugger of another language runs: those who debug it ask their editors to start that. */
export function tellEditor({ path, incarnation, pid, spec }: Child, debugging: readonly Client[]): void {
  const { debug } = spec;
  if (pid === null || debug === "auto" || debug === false) return;
  const configuration = editorDebugFor(debug, pid);
  for (const client of debugging) client.notify("debug_elsewhere", { path, incarnation, pid, configuration });
}
