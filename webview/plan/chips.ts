import type { BackoffText, PlanElement, WhenClause } from "../../wire/index.ts";
import { t } from "../l10n.ts";

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
      meaning: t("The supervisor ends with the reason {0}.", element.stop),
    };
  }
  if ("when" in element) {
    const text = `when ${element.when.map(clauseText).join("; ")}`;
    return { icon: "git-branch", text, meaning: t("The first clause that holds decides.") };
  }
  return {
    icon: "symbol-function",
    text: `ƒ ${element.function}`,
    meaning: t("A function of the config module decides."),
  };
}

const wordChips: Record<Extract<PlanElement, string>, Chip> = {
  restart: { icon: "debug-restart", text: "restart", meaning: t("Restarted at once.") },
  wait: { icon: "watch", text: "wait", meaning: t("Stays down until somebody restarts it.") },
  delete: { icon: "trash", text: "delete", meaning: t("Its child spec is forgotten.") },
  stop: { icon: "circle-slash", text: "stop", meaning: t("The supervisor ends with the child's reason.") },
};

function restartChip(restart: string | BackoffText): Chip {
  if (typeof restart === "string") {
    return { icon: "history", text: t("restart after {0}", restart), meaning: t("Restarted after {0}.", restart) };
  }
  const { delay, factor, max } = restart;
  const growth = factor === undefined ? "" : ` ×${factor}`;
  const limit = max === undefined ? "" : t(" up to {0}", max);
  return {
    icon: "history",
    text: `${t("restart after {0}", delay)}${growth}${limit}`,
    meaning: t("Restarted after a delay that begins at {0} and grows.", delay),
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
