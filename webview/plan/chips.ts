import type { BackoffText, PlanElement, WhenClause } from "../../wire/index.ts";

/** One plan element as a chip shows it. */
export interface Chip {
  /** Name of a codicon. */
  icon: string;
  text: string;
  /** What it does at an exit, as a sentence. */
  meaning: string;
}

export function chipOf(element: PlanElement): Chip {
  if (typeof element === "string") return wordChips[element];
  if ("restart" in element) return restartChip(element.restart);
  if ("stop" in element) {
    return {
      icon: "circle-slash",
      text: `stop: ${element.stop}`,
      meaning: `The supervisor ends with the reason ${element.stop}.`,
    };
  }
  if ("when" in element) {
    const text = `when ${element.when.map(clauseText).join("; ")}`;
    return { icon: "git-branch", text, meaning: "The first clause that holds decides." };
  }
  return {
    icon: "symbol-function",
    text: `ƒ ${element.function}`,
    meaning: "A function of the config module decides.",
  };
}

const wordChips: Record<Extract<PlanElement, string>, Chip> = {
  restart: { icon: "debug-restart", text: "restart", meaning: "Restarted at once." },
  wait: { icon: "watch", text: "wait", meaning: "Stays down until somebody restarts it." },
  delete: { icon: "trash", text: "delete", meaning: "Its child spec is forgotten." },
  stop: { icon: "circle-slash", text: "stop", meaning: "The supervisor ends with the child's reason." },
};

function restartChip(restart: string | BackoffText): Chip {
  if (typeof restart === "string") {
    return { icon: "history", text: `restart after ${restart}`, meaning: `Restarted after ${restart}.` };
  }
  const { delay, factor, max } = restart;
  const growth = factor === undefined ? "" : ` ×${factor}`;
  const limit = max === undefined ? "" : ` up to ${max}`;
  return {
    icon: "history",
    text: `restart after ${delay}${growth}${limit}`,
    meaning: `Restarted after a delay that begins at ${delay} and grows.`,
  };
}

/** `{ code: 1, do: "restart" }` → `code 1 → restart`. */
function clauseText(clause: WhenClause): string {
  const conditions = [
    clause.code === undefined ? null : `code ${list(clause.code)}`,
    clause.signal === undefined ? null : `signal ${list(clause.signal)}`,
    clause.reason === undefined ? null : clause.reason,
    clause.restarts?.at_most === undefined ? null : `restarts ≤ ${clause.restarts.at_most}`,
    clause.restarts?.at_least === undefined ? null : `restarts ≥ ${clause.restarts.at_least}`,
  ].filter((condition) => condition !== null);
  return `${conditions.length === 0 ? "else" : conditions.join(" and ")} → ${chipOf(clause.do).text}`;
}

function list(of: number | number[] | string | string[]): string {
  return Array.isArray(of) ? of.join(" or ") : String(of);
}
