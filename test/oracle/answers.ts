import type { Reply } from "../../core/index.ts";
import { type ChildSpec, type Count, type DefaultChild, type PlanStep, parseDuration } from "../../spec/index.ts";
import { short, type World } from "../core/supervision/world.ts";
import { stepsOf } from "./terms.ts";

/** What core answers to a call, in the judges' words. */
export function answer(world: World, reply: Reply): string {
  if (!reply.ok) return reply.code === "not_running" ? "gone" : reply.code;
  const { value } = reply;
  if (typeof value !== "object" || value === null) return "ok";
  if ("pid" in value) return value.pid === null ? "no process" : `process of ${livesAs(world, value.pid)}`;
  if ("pids" in value) return processes(value.pids as readonly { path: string }[]);
  if ("childspec" in value) return spec(value.childspec as ChildSpec | DefaultChild);
  if (!("specs" in value)) return "ok";
  return Object.entries(value)
    .map(([key, count]) => `${key} ${count}`)
    .join(" ");
}

function livesAs(world: World, pid: unknown): string {
  const child = world.tree.nodes.find((node) => node.kind === "worker" && node.pid === pid);
  return child ? short(child.path) : "nobody";
}

function processes(pids: readonly { path: string }[]): string {
  const living = pids.map(({ path }) => short(path)).sort();
  return living.length === 0 ? "no processes" : `processes of ${living.join(" ")}`;
}

/** `plan=restart,100 x2 stop=100 args=p`: what it says of these. */
function spec(said: ChildSpec | DefaultChild): string {
  return [...("kind" in said ? ofChild(said) : ofDefault(said))].join(" ");
}

function ofChild(child: ChildSpec): string[] {
  const life = child.life.by === "plan" ? [planWords(child.life.plan), `x${countWord(child.life.count)}`] : [];
  if (child.kind === "supervisor") return life;
  const [, , ...args] = child.run.words;
  return [...life, `stop=${child.stop.timeoutMs}`, ...argsWords(args)];
}

function ofDefault({ plan, count, stop, args = [] }: DefaultChild): string[] {
  const timeout = typeof stop === "object" ? stop.timeout : undefined;
  return [
    ...(plan === undefined ? [] : [planWords(stepsOf(plan))]),
    ...(count === undefined ? [] : [`x${countWord(count)}`]),
    ...(timeout === undefined ? [] : [`stop=${parseDuration(timeout) ?? timeout}`]),
    ...argsWords(args),
  ];
}

function planWords(plan: readonly PlanStep[]): string {
  return `plan=${plan.map(word).join(",")}`;
}

function word(step: PlanStep): string {
  switch (step.do) {
    case "restart":
      return step.delay.delayMs === 0 ? "restart" : String(step.delay.delayMs);
    case "stop":
      return step.reason === null ? "stop" : `stop:${step.reason}`;
    case "when":
    case "function":
      return "fun";
    case "wait":
    case "delete":
      return step.do;
  }
}

const countWord = (count: Count) => (count === "infinity" ? "∞" : count);
const argsWords = (args: readonly string[]) => (args.length === 0 ? [] : [`args=${args.join(",")}`]);
