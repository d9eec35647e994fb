import * as vscode from "vscode";
import type { Path } from "../../wire/index.ts";
import type { RuntimeNode } from "../connection/runtime-node.ts";
import { isUp } from "../connection/states.ts";
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
  const names = acts.length === 1 ? first.path : `${acts.length} children`;
  switch (first.do) {
    case "delete":
      return { text: `Delete ${names}? The child spec is forgotten until the tree is started anew.`, button: "Delete" };
    case "stop":
    case "kill": {
      const button = first.do === "stop" ? "Stop" : "Kill";
      if (acts.length > 1) return { text: `${button} ${names}?`, button };
      return isSupervisor(node, first.path) ? { text: `${button} ${names} with everything below?`, button } : null;
    }
    case "scale": {
      const surplus = upBelow(node, first.path) - first.to;
      if (surplus <= 0) return null;
      return { text: `Scale ${first.path} to ${first.to}? ${surplus} running children are stopped.`, button: "Scale" };
    }
    case "restart":
      if (acts.length <= manyRestarts) return null;
      return { text: `Restart ${names}?`, button: "Restart" };
    case "start":
    case "hold":
    case "release":
    case "signal":
    case "change_plan":
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
