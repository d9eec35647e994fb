import { constants } from "node:os";
import { failure } from "./failure.ts";

/** `TERM`, `sigterm` and `15` are SIGTERM, as for kill(1). */
export function signalOf(text: string, where: string): string {
  const upper = text.toUpperCase();
  const found = Object.entries(constants.signals).find(
    ([name, number]) => name === upper || name === `SIG${upper}` || String(number) === text,
  );
  if (found) return found[0];
  throw failure("usage", `There is no signal ${text}. Name one such as SIGTERM.`, where);
}
