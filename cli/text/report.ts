import type { About, NoticeParams, Path, Report } from "../../wire/index.ts";
import { reasonText } from "./reason.ts";

/** A report for people: when, how grave, whom and what; behind it, indented, what its supervisor knew of the child. */
export function reportText({ at, severity, path, message, about }: Report): string {
  const head = `${clock(at)} ${severity.toUpperCase().padEnd(7)} ${path}${about ? ` #${about.incarnation}` : ""}: ${message}`;
  const known = about ? facts(about) : "";
  return known === "" ? head : `${head}\n${" ".repeat(21)}${known}`;
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

/** One step of a traced supervisor: what it got, what it does, how its children are then. */
export function stepText({ at, path, event, actions, children }: NoticeParams<"trace">): string {
  const below = (child: Path) => child.slice(path.length + 1);
  const states = children.map((child) => `${below(child.path)} ${child.state} #${child.incarnation}`);
  return [
    `${clock(at)} ${path} got ${words(event)}`,
    ...actions.map((action) => `${" ".repeat(13)}does ${words(action)}`),
    `${" ".repeat(13)}now ${states.join(", ") || "no children"}`,
  ].join("\n");
}

/** `{ kind: "exited", path: "t/a", reason: … }` → `exited t/a reason={"code":1}`. */
function words(record: Record<string, unknown>): string {
  const { kind, do: deed, path, incarnation, ...rest } = record;
  const who = [kind ?? deed, path, incarnation === undefined ? undefined : `#${incarnation}`];
  const more = Object.entries(rest).map(
    ([key, value]) => `${key}=${typeof value === "string" ? value : JSON.stringify(value)}`,
  );
  return [...who.filter((word) => word !== undefined), ...more].join(" ");
}

/** Local time to the millisecond, as people compare it with their own clock. */
function clock(at: number): string {
  const date = new Date(at);
  const two = (n: number) => String(n).padStart(2, "0");
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(":");
  return `${time}.${String(date.getMilliseconds()).padStart(3, "0")}`;
}
