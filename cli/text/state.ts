import type { TreeNode } from "../../wire/index.ts";

/** `running`, or `running, on hold` for a child whose next exit is answered only after its release. */
export function stateText({ state, onHold }: Pick<TreeNode, "state" | "onHold">): string {
  return onHold ? `${state}, on hold` : state;
}
