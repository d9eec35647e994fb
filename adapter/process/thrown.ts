import type Protocol from "devtools-protocol";
import type { PauseOn } from "../../core/index.ts";
import { type Cdp, onlyExpected } from "./cdp.ts";

/** Node's own context is the first of its process. */
const mainContext = 1;

/** What V8 is to pause on. */
export function stateOf({ caught, uncaught }: PauseOn): "all" | "caught" | "uncaught" | "none" {
  if (caught !== null) return uncaught !== null ? "all" : "caught";
  return uncaught !== null ? "uncaught" : "none";
}

/** Whether the condition of its kind is true of a thrown error. One that fails is not: an error in it must not stop everybody. */
export async function isMeant(cdp: Cdp, pauseOn: PauseOn, pause: Protocol.Debugger.PausedEvent): Promise<boolean> {
  const condition = pause.data?.uncaught === false ? pauseOn.caught : pauseOn.uncaught;
  if (condition === null) return false;
  if (condition === "") return true;
  const { objectId, value, unserializableValue } = pause.data ?? {};
  const given = objectId ? { objectId } : unserializableValue ? { unserializableValue } : { value };
  try {
    const { result } = await cdp.call("Runtime.callFunctionOn", {
      ...(objectId ? { objectId } : { executionContextId: mainContext }),
      functionDeclaration: `function (error) { try { return Boolean(${condition}\n); } catch { return false; } }`,
      arguments: [given],
      returnByValue: true,
      silent: true,
    });
    return result.value === true;
  } catch (error) {
    onlyExpected(error);
    return false;
  }
}
