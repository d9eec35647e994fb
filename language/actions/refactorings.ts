import { CodeActionKind } from "vscode-languageserver";
import type { Place } from "../../spec/index.ts";
import { covers, find, valueAt } from "../place.ts";
import { type Draft, readWhole, withEntry, withoutEntry } from "./editing.ts";
import { dynamicGroup, extractedDefault } from "./group.ts";

export interface Refactoring {
  title: string;
  kind: string;
  text: string | null;
}

/** How the child, or the supervisor's children, at an offset may be written otherwise. */
export function refactoringsAt(draft: Draft, offset: number): Refactoring[] {
  const found = find(draft.document, (scalar) => covers(scalar, offset), offset);
  if (!found) return [];
  const place = found.at === "key" ? [...found.place, String(found.scalar.value)] : found.place;
  const child = childAround(place);
  const supervisor = child ? child.slice(0, -2) : place.slice(0, place.at(-1) === "children" ? -1 : 0);
  return [
    ...(child ? lifeRefactorings(draft, child) : []),
    ...[extractedDefault(draft, supervisor), dynamicGroup(draft, supervisor)].filter((each) => each !== null),
  ];
}

/** The innermost child that a place belongs to; null for the root. */
function childAround(place: Place): Place | null {
  const index = place.findLastIndex((part, at) => typeof part === "number" && place[at - 1] === "children");
  return index < 0 ? null : place.slice(0, index + 1);
}

/** OTP's restart types as plans, and the plans that are one as the type. */
function lifeRefactorings(draft: Draft, child: Place): Refactoring[] {
  const keys = valueAt(child, draft.value);
  if (typeof keys !== "object" || keys === null || valueAt([...child, "append"], draft.value) === true) return [];
  const { plan, restart = "permanent", count } = keys as Record<string, unknown>;
  const kind = CodeActionKind.RefactorRewrite;
  if (plan === undefined) {
    const written = planOf[String(restart)];
    if (!written) return [];
    const once = withEntry(draft, child, "plan", written.plan, "restart" in keys ? "restart" : undefined);
    const text = once === null || written.count === null ? once : countIn(once, draft, child, written.count);
    return [{ title: `Write restart: ${String(restart)} as a plan`, kind, text }];
  }
  const type = Object.keys(planOf).find((name) => {
    const same = planOf[name];
    return JSON.stringify(same?.plan) === JSON.stringify(plan) && (same?.count ?? 1) === (count ?? 1);
  });
  if (type === undefined) return [];
  const without = count === undefined ? draft.text : withoutEntry(draft, [...child, "count"]);
  const bare = without === null ? null : again(draft, without);
  return [
    {
      title: `Write the plan as restart: ${type}`,
      kind,
      text: bare && withEntry(bare, child, "restart", type, "plan"),
    },
  ];
}

/** What OTP's types come to: what is restarted is restarted at once, as long as the supervisor's intensity allows. */
const planOf: Readonly<Record<string, { plan: unknown[]; count: "infinity" | null }>> = {
  permanent: { plan: ["restart"], count: "infinity" },
  transient: {
    plan: [{ when: [{ reason: "normal", do: "delete" }, { reason: "shutdown", do: "delete" }, { do: "restart" }] }],
    count: "infinity",
  },
  temporary: { plan: ["delete"], count: null },
};

function countIn(text: string, draft: Draft, child: Place, count: unknown): string | null {
  const next = again(draft, text);
  return next && withEntry(next, child, "count", count);
}

function again(draft: Draft, text: string): Draft | null {
  const document = readWhole(text);
  return document && { ...draft, text, document, value: document.toJS() };
}
