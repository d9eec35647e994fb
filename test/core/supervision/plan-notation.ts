import type { Clause, Delay, PlanStep } from "../../../spec/index.ts";

/**
 * Plan elements, separated by commas; an empty text is the empty plan:
 *
 *     restart,5s,wait,delete,stop,stop:bored,grow(100*2<1s~0.5@5s),fn:name,when(code=1>restart;signal=SIGKILL>wait;>delete)
 *
 * `grow(delay*factor<max~jitter@reset_after)`; the conditions of `when` are code=, signal=, reason=, restarts<=, restarts>=, joined by &.
 */
export function planned(text: string): PlanStep[] {
  return apart(text, ",").map(element);
}

function element(text: string): PlanStep {
  if (text === "restart") return { do: "restart", delay: { by: "fixed", delayMs: 0 } };
  if (text === "wait" || text === "delete") return { do: text };
  if (text.startsWith("stop")) return { do: "stop", reason: text.split(":")[1] ?? null };
  if (text.startsWith("fn:")) return { do: "function", name: text.slice("fn:".length) };
  if (text.startsWith("grow(")) return { do: "restart", delay: growing(text) };
  if (text.startsWith("when(")) return { do: "when", clauses: apart(text.slice("when(".length, -1), ";").map(clause) };
  return { do: "restart", delay: { by: "fixed", delayMs: milliseconds(text) } };
}

function growing(text: string): Delay {
  const match = /^grow\(([^*]+)\*([^<]+)<([^~@]+)(?:~([^@]+))?(?:@(.+))?\)$/.exec(text);
  if (!match) throw new Error(`no back-off: ${text}`);
  const [, delay = "", factor, max = "", jitter = "0", reset] = match;
  return {
    by: "backoff",
    delayMs: milliseconds(delay),
    factor: Number(factor),
    maxMs: milliseconds(max),
    jitter: Number(jitter),
    resetAfterMs: reset === undefined ? null : milliseconds(reset),
  };
}

function clause(text: string): Clause {
  const at = text.search(/>(?!=)/);
  const conditions = text.slice(0, at).split("&");
  const value = (key: string) => conditions.find((one) => one.startsWith(key))?.slice(key.length);
  const [code, signal, atMost, atLeast] = [value("code="), value("signal="), value("restarts<="), value("restarts>=")];
  return {
    codes: code === undefined ? null : code.split("/").map(Number),
    signals: signal === undefined ? null : signal.split("/"),
    reason: value("reason=") ?? null,
    restarts:
      (atMost ?? atLeast)
        ? { atMost: atMost ? Number(atMost) : null, atLeast: atLeast ? Number(atLeast) : null }
        : null,
    element: element(text.slice(at + 1)),
  };
}

/** `250`, `250ms`, `5s`. */
export function milliseconds(text: string): number {
  return text.endsWith("ms") || !text.endsWith("s") ? Number.parseFloat(text) : Number.parseFloat(text) * 1000;
}

/** At the separators that are outside brackets. */
export function apart(text: string, separator: string): string[] {
  const parts = [""];
  let depth = 0;
  for (const letter of text) {
    if (letter === "(") depth++;
    if (letter === ")") depth--;
    if (letter === separator && depth === 0) parts.push("");
    else parts.push((parts.pop() ?? "") + letter);
  }
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}
