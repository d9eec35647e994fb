import type { Target } from "../process/target.ts";
import { Stale } from "./handles.ts";

/** What a process paused on, when it paused because something was thrown. */
export function exceptionInfo({ pause, path }: Target) {
  const isThrown = pause?.reason === "exception" || pause?.reason === "promiseRejection";
  if (!pause || !isThrown) throw new Stale(`${path} did not pause because of an error.`);
  const { className, description, value, uncaught } = pause.data ?? {};
  const text = String(description ?? value);
  const [message = ""] = text.split("\n");
  return {
    exceptionId: String(className ?? "Error"),
    description: message,
    breakMode: uncaught === false ? "always" : "unhandled",
    details: { message, typeName: String(className ?? typeof value), stackTrace: text },
  };
}
