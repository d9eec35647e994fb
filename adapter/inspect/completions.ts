import type { ArgumentsOf } from "../../core/index.ts";
import type { Target } from "../process/target.ts";
import type { FrameHandle } from "./handles.ts";
import type { Inspector } from "./inspector.ts";

const mostShown = 200;

/** Names that may follow what was typed up to the cursor: members of what stands before the dot, or what is in scope. */
export async function completions(inspector: Inspector, given: ArgumentsOf<"completions">) {
  const line = given.text.split("\n")[given.line - inspector.counts.linesFrom] ?? "";
  const typed = line.slice(0, given.column - inspector.counts.columnsFrom);
  const match = /(?:([\w$.[\]"']+)\.)?([\w$]*)$/.exec(typed);
  const [, owner, start = ""] = match ?? [];
  const { place } = inspector.addressed({ ...given, expression: owner ?? "globalThis" });
  const names = owner === undefined ? await inScope(place) : await membersOf(place, owner);
  const targets = [...new Set(names)]
    .filter((name) => name.startsWith(start) && /^[A-Za-z_$][\w$]*$/.test(name))
    .slice(0, mostShown)
    .map((label) => ({ label, start: typed.length - start.length, length: start.length }));
  return { targets };
}

/** With the prototypes' names; runs no getter of the program's beyond those in the expression itself. */
async function membersOf(place: FrameHandle | Target, owner: string): Promise<string[]> {
  const expression = `((value) => { const names = []; for (let at = Object(value); at; at = Object.getPrototypeOf(at))
    names.push(...Object.getOwnPropertyNames(at)); return names; })(${owner}\n)`;
  const how = { expression, returnByValue: true, silent: true, throwOnSideEffect: true };
  const answer =
    "frame" in place
      ? await place.target.cdp.call("Debugger.evaluateOnCallFrame", { ...how, callFrameId: place.frame.callFrameId })
      : await place.cdp.call("Runtime.evaluate", { ...how, disableBreaks: true });
  return Array.isArray(answer.result.value) ? answer.result.value.map(String) : [];
}

async function inScope(place: FrameHandle | Target): Promise<string[]> {
  if (!("frame" in place)) return membersOf(place, "globalThis");
  const scopes = place.frame.scopeChain.flatMap(({ object, type }) =>
    object.objectId && type !== "global" ? [object.objectId] : [],
  );
  const names = await Promise.all(
    scopes.map(async (objectId) => {
      const { result } = await place.target.cdp.call("Runtime.getProperties", { objectId, ownProperties: true });
      return result.map(({ name }) => name);
    }),
  );
  return [...names.flat(), ...(await membersOf(place, "globalThis"))];
}
