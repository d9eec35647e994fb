import type { TraceLine } from "../../wire/index.ts";
import { reasonText } from "../reason.ts";
import { span } from "../time.ts";
import { stopsObeyed } from "./story.ts";

/** What happens at one moment, as sentences. */
export interface Step {
  at: number;
  /** `at once`, `after 5 s` */
  when: string;
  sentences: readonly string[];
}

const namesShown = 6;

/** A trace for readers: a moment a step, with those that fare alike in one sentence. */
export function stepsOf(trace: readonly TraceLine[]): Step[] {
  const obeyed = stopsObeyed(trace);
  const told = trace.filter((line) => !obeyed.has(line));
  const steps: Step[] = [];
  for (const lines of runsOf(told, (line) => line.at)) {
    const at = lines[0]?.at ?? 0;
    const kept = lines.filter((line) => !isSaidByReport(line, lines));
    const sentences = gathered(kept).flatMap((alike) => sentenceOf(alike) ?? []);
    if (sentences.length > 0) steps.push({ at, when: at === 0 ? "at once" : `after ${span(at)}`, sentences });
  }
  return steps;
}

/** A report says more of an exit, and of what becomes of the child, than the bare line does. */
function isSaidByReport({ do: deed, child }: TraceLine, moment: readonly TraceLine[]): boolean {
  if (!["exited", "wait", "hold", "delete", "ended"].includes(deed)) return false;
  return moment.some((line) => line.do === "report" && line.child === child);
}

/** Those that fare alike together, until something happens by itself again: stop c, stop b, start b, start c → [stop c b] [start b c]. */
function gathered(lines: readonly TraceLine[]): TraceLine[][] {
  const groups: TraceLine[][] = [];
  let since = 0;
  for (const line of lines) {
    const alike = groups.slice(since).find(([first]) => first && kindOf(first) === kindOf(line));
    if (alike) alike.push(line);
    else groups.push([line]);
    if (["exited", "report", "start", "adopt"].includes(line.do) && !alike) since = groups.length - 1;
  }
  return groups;
}

function kindOf(line: TraceLine): string {
  if (line.do === "restart_at") return `restart at ${line.due}`;
  return groups.has(line.do) ? line.do : `${line.do} ${line.child} ${"message" in line ? line.message : ""}`;
}

const groups: ReadonlySet<TraceLine["do"]> = new Set(["start", "adopt", "stop", "kill", "wait", "hold", "delete"]);

function sentenceOf(alike: readonly TraceLine[]): string | null {
  const [line] = alike;
  if (!line) return null;
  const names = listOf(alike.map((each) => nameOf(each)));
  switch (line.do) {
    case "start":
      return `Started: ${names}.`;
    case "adopt":
      return `Adopted: ${names}.`;
    case "stop":
      return `Stopped: ${names}.`;
    case "kill":
      return `Killed: ${names}.`;
    case "exited":
      return `${names} exits${line.reason === null ? "" : ` (${reasonText(line.reason)})`}.`;
    case "delete":
      return `Forgotten: ${names}.`;
    case "wait":
      return `Down until somebody restarts it: ${names}.`;
    case "hold":
      return `Held until somebody releases it: ${names}.`;
    case "restart_at":
      return `To be restarted ${line.due === line.at ? "at once" : `in ${span(line.due - line.at)}`}: ${names}.`;
    case "ended":
      return line.reason === "shutdown" ? null : `${names} ends.`;
    case "report":
      return `${line.child}: ${line.message}.`;
    case "ignore":
      return `The exit of ${line.child} changes nothing: ${line.reason}.`;
    case "give_up":
      return `Here the rehearsal ends: ${line.reason}.`;
    case "refuse":
      return `${line.call} is refused: ${line.message}`;
    case "reply":
      return null;
  }
}

function nameOf(line: TraceLine): string {
  const below = line.child.slice(line.child.indexOf("/") + 1);
  return line.do === "start" ? `${below} #${line.incarnation}` : below;
}

function listOf(names: readonly string[]): string {
  const more = names.length - namesShown;
  return more > 1 ? `${names.slice(0, namesShown).join(", ")} and ${more} more` : names.join(", ");
}

/** Neighbours with the same key together: a a b a → [a a] [b] [a]. */
function runsOf<T>(items: readonly T[], key: (item: T) => unknown): T[][] {
  const runs: T[][] = [];
  for (const item of items) {
    const last = runs.at(-1);
    if (last?.[0] !== undefined && key(last[0]) === key(item)) last.push(item);
    else runs.push([item]);
  }
  return runs;
}
