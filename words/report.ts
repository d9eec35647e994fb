import type { About, Report } from "../wire/index.ts";
import { reasonText } from "./reason.ts";
import { clock } from "./time.ts";

/** A report for people: when, how grave, whom and what; behind it, indented, what its supervisor knew of the child. */
export function reportText(report: Report): string {
  const { at, severity, path, message, about } = report;
  const head = `${clock(at)} ${severity.toUpperCase().padEnd(7)} ${path}${about ? ` #${about.incarnation}` : ""}: ${message}`;
  const known = reportFacts(report);
  return known === "" ? head : `${head}\n${" ".repeat(21)}${known}`;
}

/** `child_terminated · pid 4711 · reason code 1 · plan ["restart"] · element 1 of 1 · run 0 of 1`; empty for what is not supervision's. */
export function reportFacts({ about }: Report): string {
  return about ? facts(about) : "";
}

function facts(about: About): string {
  const { context, pid, reason, restart, plan, element, runs, count, restarts, dueAt, readyAt } = about;
  return [
    context,
    pid === null ? null : `pid ${pid}`,
    reason === null ? null : `reason ${reasonText(reason)}`,
    restart && `restart: ${restart}`,
    plan && `plan ${JSON.stringify(plan)}`,
    element === null ? null : `element ${element + 1} of ${plan?.length}`,
    count === null ? null : `run ${runs} of ${count}`,
    restarts === 0 ? null : `exits ${restarts}`,
    dueAt === null ? null : `restart due ${clock(dueAt)}`,
    readyAt === null || context === "started" ? null : `ready since ${clock(readyAt)}`,
  ]
    .filter((fact) => fact !== null)
    .join(" · ");
}
