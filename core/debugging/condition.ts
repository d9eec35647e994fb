import type { Breakpoint } from "./model.ts";

/** The function in each debugged process through which conditions and log points report; it exists while a debugger is connected. */
export const reporter = "__supertree_report";

type Guarded = Pick<Breakpoint, "condition" | "hits" | "log">;

/**
 * What V8 evaluates at a breakpoint, in the frame, to know whether to stop: the condition, then the count of hits,
 * then the log point, which never stops. An error in it is reported and does not stop. Empty: always stop.
 */
export function conditionText(id: number, { condition, hits, log }: Guarded): string {
  if (condition === null && hits === null && log === null) return "";
  const steps: string[] = [];
  if (condition !== null) steps.push(`if (!(${condition}\n)) return false;`);
  if (hits !== null) {
    steps.push(`const counts = ($report.hits ??= {}); const hit = (counts[${id}] = (counts[${id}] ?? 0) + 1);`);
    steps.push(`if (!(${hitTest(hits) ?? "false"})) return false;`);
  }
  if (log !== null) steps.push(`$report(JSON.stringify({ id: ${id}, log: ${logExpression(log)} })); return false;`);
  steps.push("return true;");
  const failed = `$report(JSON.stringify({ id: ${id}, error: String(error) })); return false;`;
  return `(($report) => { try { ${steps.join(" ")} } catch (error) { ${failed} } })(globalThis.${reporter})`;
}

/** Why it can never hold: a condition that is no expression, a hit condition that is none. Null when it can. */
export function faultIn({ condition, hits, log }: Guarded): string | null {
  if (hits !== null && hitTest(hits) === null)
    return `Hit condition “${hits}”: write a number, or one of > >= < <= == % and a number.`;
  return (condition === null ? null : expressionFault(condition)) ?? logFault(log);
}

export function expressionFault(text: string): string | null {
  const wrong = syntaxError(text);
  return wrong === null ? null : `This is no JavaScript expression: ${wrong}`;
}

/** `>= 3` → `hit >= 3`, `% 3` → every third; a bare number is the hit with that number. */
function hitTest(text: string): string | null {
  const match = /^(>=|<=|>|<|={1,3}|%)?\s*(\d+)$/.exec(text);
  if (!match?.[2]) return null;
  const [, operator = "==", number] = match;
  if (operator === "%") return `hit % ${number} === 0`;
  return `hit ${/^=+$/.test(operator) ? "===" : operator} ${number}`;
}

function logExpression(log: string): string {
  const parts = parseLog(log).map((part) => (part.code ? show(part.text) : JSON.stringify(part.text)));
  return ["''", ...parts].join(" + ");
}

/** Strings as they are, anything else as the program's own console would print it. */
function show(expression: string): string {
  return `((value) => (typeof value === "string" ? value : process.getBuiltinModule("util").inspect(value)))(${expression}\n)`;
}

function logFault(log: string | null): string | null {
  for (const part of log === null ? [] : parseLog(log)) {
    const wrong = part.code ? expressionFault(part.text) : null;
    if (wrong !== null) return wrong;
  }
  return null;
}

/** `x is {x.y}` → text `x is `, code `x.y`. Braces within the code are counted; one that is never closed is text. */
export function parseLog(log: string): { code: boolean; text: string }[] {
  const parts: { code: boolean; text: string }[] = [];
  let rest = log;
  while (rest !== "") {
    const open = rest.indexOf("{");
    const close = open === -1 ? -1 : closing(rest, open);
    if (close === -1) return [...parts, { code: false, text: rest }];
    if (open > 0) parts.push({ code: false, text: rest.slice(0, open) });
    parts.push({ code: true, text: rest.slice(open + 1, close) });
    rest = rest.slice(close + 1);
  }
  return parts;
}

function closing(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === "{") depth++;
    if (text[at] === "}" && --depth === 0) return at;
  }
  return -1;
}

/** Compiled here and never run; V8 itself is silent about a condition that it cannot parse. */
function syntaxError(expression: string): string | null {
  try {
    new Function(`return (${expression}\n)`);
    return null;
  } catch (error) {
    return String(error);
  }
}
