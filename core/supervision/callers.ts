import type { Path } from "../../wire/index.ts";
import type { Draft } from "./draft.ts";
import type { Failure } from "./model.ts";
import type { Caller, Node } from "./tree.ts";

/** Makes a call wait until a child is ready or down. */
export function callBack(draft: Draft, child: Node, caller: Caller): void {
  draft.put({ ...child, callers: [...child.callers, caller] });
}

/** Answers the calls that waited for a child to become ready or to be down; with a failure, those that wait for it in vain. */
export function answer(draft: Draft, path: Path, until: Caller["until"], failure: Failure | null): void {
  const child = draft.get(path);
  if (!child) return;
  const answered = child.callers.filter((caller) => caller.until === until);
  if (answered.length === 0) return;
  draft.put({ ...child, callers: child.callers.filter((caller) => caller.until !== until) });
  for (const caller of answered) settle(draft, caller, failure);
}

export function refuse(draft: Draft, id: number, failure: Failure): void {
  draft.act({ do: "reply", id, answer: { ok: false, ...failure } });
}

export function reply(draft: Draft, id: number, value: unknown): void {
  draft.act({ do: "reply", id, answer: { ok: true, value } });
}

/** A call that waits for several children is answered with the last of them, and with the first failure among them. */
function settle(draft: Draft, { id, value }: Caller, failure: Failure | null): void {
  const scaling = draft.scaling(id);
  const first = scaling?.failure ?? failure;
  if (scaling && scaling.left > 1) {
    draft.scale(id, { left: scaling.left - 1, failure: first });
    return;
  }
  draft.scale(id, null);
  if (first) refuse(draft, id, first);
  else reply(draft, id, value);
}
