import * as vscode from "vscode";
import type { Path } from "../../wire/index.ts";
import type { RuntimeNode } from "../connection/runtime-node.ts";
import { isUp } from "../connection/states.ts";
import { t } from "../t.ts";
import type { ProcessAct } from "./perform.ts";

/** What is asked before an act that a plan does not mend: what is lost, and the word on the button. */
export interface Question {
  text: string;
  button: string;
}

/** So many restarts at once are asked about: a range of a long list is selected with one click. */
const manyRestarts = 10;

/**
 * Null when an act needs no question: a killed or restarted process comes back, a stopped one is started with a click.
 * A child spec that is forgotten, or more than one process at once, does need one.
 */
export function question(node: RuntimeNode, acts: readonly ProcessAct[]): Question | null {
  const [first] = acts;
  if (!first) return null;
  const names = acts.length === 1 ? first.path : t("{0} children", acts.length);
  switch (first.do) {
    case "delete":
      return {
        text: t("Delete {0}? The child spec is forgotten until the tree is started anew.", names),
        button: t("Delete"),
      };
    case "stop": {
      const button = t("Stop");
      if (acts.length > 1) return { text: t("Stop {0}?", names), button };
      return isSupervisor(node, first.path) ? { text: t("Stop {0} with everything below?", names), button } : null;
    }
    case "kill":
      return acts.length > 1 ? { text: t("Kill {0}?", names), button: t("Kill") } : null;
    case "scale": {
      const surplus = upBelow(node, first.path) - first.to;
      if (surplus <= 0) return null;
      return {
        text: t("Scale {0} to {1}? {2} running children are stopped.", first.path, first.to, surplus),
        button: t("Scale"),
      };
    }
    case "restart":
      if (acts.length <= manyRestarts) return null;
      return { text: t("Restart {0}?", names), button: t("Restart") };
    case "start":
    case "hold":
    case "release":
    case "signal":
    case "change_plan":
    case "change_strategy":
    case "change_intensity":
      return null;
  }
}

export async function confirmed(question: Question | null): Promise<boolean> {
  if (question === null) return true;
  return (await vscode.window.showWarningMessage(question.text, { modal: true }, question.button)) === question.button;
}

function isSupervisor({ state }: RuntimeNode, path: Path): boolean {
  return state.kind === "connected" && state.outline.get(path)?.kind === "supervisor";
}

function upBelow({ state }: RuntimeNode, path: Path): number {
  return state.kind === "connected" ? state.outline.children(path).filter(isUp).length : 0;
}
