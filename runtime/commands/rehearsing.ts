import type { Functions, Tree } from "../../core/index.ts";
import { readCues, rehearseFrom } from "../../core/rehearsal/index.ts";
import { Refusal } from "../refusal.ts";
import type { Handlers } from "./handlers.ts";

interface Rehearsed {
  /** The tree as it is now. */
  tree: () => Tree;
  functions: Functions;
  now: () => number;
}

/** The command that asks what would happen. */
export function rehearsing({ tree, functions, now }: Rehearsed): Handlers<"rehearse"> {
  return {
    rehearse: ({ events }) => {
      const { cues, faults } = readCues(events.map((event) => JSON.stringify(event)).join("\n"));
      const [fault] = faults;
      if (fault) throw refusal(fault);
      const rehearsed = rehearseFrom(tree(), now(), cues, functions);
      if (!rehearsed.ok) throw refusal(rehearsed.fault);
      return { trace: rehearsed.trace };
    },
  };
}

function refusal({ line, message }: { line: number; message: string }): Refusal {
  return new Refusal({ code: "invalid_params", message, where: `params.events[${line - 1}]` });
}
