import type { Happening } from "../../core/index.ts";
import type { Path } from "../../wire/index.ts";
import type { Held, Holds } from "../agents/holds.ts";
import { type Children, isNode } from "../children/children.ts";
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
    debug: ({ only }, from) => {
      const { joined, free } = holds.debug(from, only);
      letGo(free);
      for (const { path, incarnation, pid } of joined) {
        queueMicrotask(() => from.notify("held", { path, incarnation, pid })); // behind the answer
      }
      const targets = children
        .all()
        .filter(isNode)
        .filter((child) => holds.debuggersOf(child.path).includes(from));
      return {
        targets: targets
          .filter(({ path, incarnation }) => holds.find(path, incarnation) === null)
          .map(({ path, incarnation, agent }) => ({ path, incarnation, pid: agent.hello.pid })),
      };
    },
    undebug: (_, from) => {
      letGo(holds.undebug(from));
      return {};
    },
    release: async ({ path, incarnation }, from) => {
      if (incarnation === undefined) {
        await unhold(path);
        return {};
      }
      const held = holds.find(path, incarnation);
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
  for (const { path, incarnation } of free) {
    children.find(path, incarnation)?.agent?.link.send({ kind: "release" });
    happen({ kind: "released", path, incarnation });
  }
}
