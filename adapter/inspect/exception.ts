import type { Target } from "../process/target.ts";
import { Stale } from "./handles.ts";

interface Cause {
  message: string;
  typeName: string;
  stackTrace: string;
}

interface Details extends Cause {
  innerException?: Details[];
}

/** What a process paused on, when it paused because something was thrown; with what caused it. */
export async function exceptionInfo({ pause, path, cdp }: Target) {
  const isThrown = pause?.reason === "exception" || pause?.reason === "promiseRejection";
  if (!pause || !isThrown) throw new Stale(`${path} did not pause because of an error.`);
  const { className, description, value, uncaught, objectId } = pause.data ?? {};
  const text = String(description ?? value);
  const [message = ""] = text.split("\n");
  const thrown = { message, typeName: String(className ?? typeof value), stackTrace: text };
  const causes = typeof objectId === "string" ? await causesOf(cdp, objectId) : [];
  return {
    exceptionId: String(className ?? "Error"),
    description: message,
    breakMode: uncaught === false ? "always" : "unhandled",
    details: nested(thrown, causes),
  };
}

/** Only as long as causes are errors; a chain that goes round is cut. */
async function causesOf(cdp: Target["cdp"], objectId: string): Promise<Cause[]> {
  const functionDeclaration = `function () { const causes = [], seen = new Set([this]);
    for (let at = this.cause; at instanceof Error && !seen.has(at); at = at.cause) { seen.add(at);
      causes.push({ message: String(at), typeName: at.constructor.name, stackTrace: String(at.stack) }); }
    return causes; }`;
  const how = { objectId, functionDeclaration, returnByValue: true, silent: true };
  const { result } = await cdp.call("Runtime.callFunctionOn", how);
  return Array.isArray(result.value) ? result.value : [];
}

function nested(outer: Cause, [inner, ...rest]: readonly Cause[]): Details {
  return inner ? { ...outer, innerException: [nested(inner, rest)] } : outer;
}
