import type { Path, TraceLine } from "../../wire/index.ts";
import { reasonText } from "../reason.ts";
import { span } from "../time.ts";
import { type AskedExit, type Ended, type Outcome, storyOf } from "./story.ts";

/** What the exits of a child come to, in a sentence or three: `The 3rd exit ends fleet/devices (…), which takes 12 other children down; …` */
export function summaryOf(asked: Path, trace: readonly TraceLine[]): string {
  const { exits, refusal, gaveUp } = storyOf(asked, trace);
  if (refusal) return `The ${refusal.call === "change_plan" ? "plan" : "call"} would be refused: ${refusal.message}`;
  const met = exits.filter(({ outcome }) => outcome.is !== "ignored");
  const fatal = met.filter(({ ended }) => ended.length > 0);
  const sentences = [
    met.length > 0 ? null : "It has no process then, so nothing happens.",
    fatal[0] ? ending(asked, fatal[0], exits.length) : goingOn(met, exits.length),
    fatal.length > 1 ? `So do ${fatal.length - 1} of the later exits.` : null,
    met.length > 0 ? passedOver(exits.length - met.length, exits.length) : null,
    gaveUp ? `The tree would not come to rest: ${gaveUp.reason}.` : null,
  ];
  return sentences.filter((sentence) => sentence !== null).join(" ");
}

function ending(asked: Path, { number, along, ended }: AskedExit, asks: number): string | null {
  const root = asked.split("/")[0];
  const [first, ...further] = ended;
  if (!first) return null;
  const who = asks === 1 ? "The exit" : `The ${ordinal(number)} exit`;
  const took = along.size === 0 ? "" : `, which takes ${count(along.size, "other child", "other children")} down`;
  const begin = `${who} ends ${first.path} (${whyEnded(first)})${took}`;
  if (first.path === root) return `${begin}; the whole tree ends.`;
  const others = further.map(({ path }) => path);
  if (others.includes(root ?? ""))
    return `${begin}; ${list(others)} ${others.length === 1 ? "ends" : "end"} with it, and so does the whole tree.`;
  const outermost = ended.at(-1) ?? first;
  const ends = others.length === 0 ? "" : ` ${list(others)} ${others.length === 1 ? "ends" : "end"} with it;`;
  return `${begin};${ends} ${afterwards(outermost)}`;
}

function afterwards({ path, againAfterMs }: Ended): string {
  const parent = path.split("/").slice(0, -1).join("/");
  if (againAfterMs === null) return `it stays down and ${parent} goes on.`;
  return `${parent} restarts it ${againAfterMs === 0 ? "at once" : `after ${span(againAfterMs)}`} and goes on.`;
}

function goingOn(met: readonly AskedExit[], asks: number): string | null {
  const [first] = met;
  if (!first) return null;
  if (asks === 1) return `It ${fate(first.outcome)}${withIt(first)}; the tree goes on.`;
  const runs = runsOf(met);
  if (runs.length === 1 && met.length === asks)
    return `After each of the ${asks} exits it ${fate(first.outcome)}${withIt(first)}; the tree goes on.`;
  const told = runs
    .slice(0, 4)
    .map(({ from, to, exit }) => `after the ${range(from, to)} exit it ${fate(exit.outcome)}${withIt(exit)}`);
  return `${capital(told.join(", "))}${runs.length > 4 ? ", and so on" : ""}; the tree goes on.`;
}

/** Neighbours that came to the same are one. */
function runsOf(exits: readonly AskedExit[]): { from: number; to: number; exit: AskedExit }[] {
  const runs: { from: number; to: number; exit: AskedExit }[] = [];
  for (const exit of exits) {
    const last = runs.at(-1);
    const same = last && fate(last.exit.outcome) + withIt(last.exit) === fate(exit.outcome) + withIt(exit);
    if (same && last.to === exit.number - 1) last.to = exit.number;
    else runs.push({ from: exit.number, to: exit.number, exit });
  }
  return runs;
}

function fate(outcome: Outcome): string {
  switch (outcome.is) {
    case "restarted":
      return outcome.afterMs === 0 ? "is restarted at once" : `is restarted after ${span(outcome.afterMs)}`;
    case "waits":
      return "stays down until somebody restarts it";
    case "held":
      return "is held, its plan not asked, until somebody releases it";
    case "forgotten":
      return "is forgotten";
    case "down":
      return "stays down";
    case "ignored":
      return "has no process";
  }
}

function withIt({ along }: AskedExit): string {
  return along.size === 0 ? "" : ` together with ${count(along.size, "other child", "other children")}`;
}

function passedOver(ignored: number, asks: number): string | null {
  if (ignored === 0) return null;
  return `${ignored} of the ${asks} exits ${ignored === 1 ? "meets" : "meet"} no process, for it is down then: nothing happens.`;
}

function whyEnded({ reason }: Ended): string {
  if (typeof reason === "object") {
    if ("child" in reason) return "the plan stops it";
    if ("notStarted" in reason) return `${reason.notStarted} could not start`;
    return "reason" in reason ? `the plan stops it: ${reason.reason}` : reasonText(reason);
  }
  switch (reason) {
    case "reached_max_restart_intensity":
      return "more restarts than its intensity allows";
    case "reached_max_restart_plan":
      return "the plan has been run as often as it may";
    case "empty_plan_child_terminated":
      return "the plan is empty";
    case "run_plan_element":
      return "the plan's function fails";
    case "shutdown":
    case "normal":
      return "its auto_shutdown";
  }
}

function range(from: number, to: number): string {
  if (from === to) return ordinal(from);
  return to === from + 1 ? `${ordinal(from)} and ${ordinal(to)}` : `${ordinal(from)} to ${ordinal(to)}`;
}

/** 1st, 2nd, 3rd, 4th, 11th, 21st */
function ordinal(n: number): string {
  const teen = n % 100 > 10 && n % 100 < 14;
  return `${n}${teen ? "th" : (["th", "st", "nd", "rd"][n % 10] ?? "th")}`;
}

function count(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`;
}

function list(of: readonly string[]): string {
  return of.length < 2 ? of.join("") : `${of.slice(0, -1).join(", ")} and ${of.at(-1)}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
