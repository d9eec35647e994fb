import { hide, type Reporting } from "../../spec/index.ts";
import { commandFailure, type Where } from "../readiness/command.ts";
import { reasonOf } from "../refusal.ts";
import type { Telling } from "./outbox.ts";

const longestMs = 10_000;

/** Hands a telling to the command or the address that the spec names. Settles with why that failed, null when it did not. */
export async function deliver(
  { to }: Pick<Reporting, "to">,
  where: Where,
  secrets: readonly string[],
  telling: Telling,
): Promise<string | null> {
  const text = `${hide(JSON.stringify(telling), secrets)}\n`;
  const over = AbortSignal.timeout(longestMs);
  const problem =
    to.by === "command" ? await commandFailure(to.command, where, over, text) : await post(to.url, text, over);
  return problem && hide(problem, secrets);
}

async function post(url: string, body: string, signal: AbortSignal): Promise<string | null> {
  try {
    const headers = { "content-type": "application/json" };
    const answer = await fetch(url, { method: "POST", headers, body, signal, redirect: "error" });
    await answer.body?.cancel();
    return answer.ok ? null : `${hostOf(url)} answered with ${answer.status}`;
  } catch (error) {
    const reason = error instanceof Error && error.cause ? reasonOf(error.cause) : reasonOf(error);
    return `${hostOf(url)} cannot be reached: ${reason}`;
  }
}

/** The rest of an address may be the secret that lets one post there. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : "the address";
}
