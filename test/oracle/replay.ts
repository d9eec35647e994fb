import type { Functions } from "../../core/index.ts";
import { views } from "../../core/index.ts";
import type { EndReason, ExitReason } from "../../wire/index.ts";
import { calling, happen } from "../core/supervision/check.ts";
import { tree } from "../core/supervision/notation.ts";
import { full, short, World } from "../core/supervision/world.ts";
import { answer } from "./answers.ts";
import { type Judge, linesOf, type Scenario, stepLine } from "./scenario.ts";

/** What core does in a scenario, told in the words of its judge. */
export function replay(judge: Judge, scenario: Scenario): string[] {
  const world = new World(tree(scenario.tree), functions);
  return linesOf(scenario).map((line) => {
    world.trace.length = 0;
    take(world, line);
    return stepLine(
      line,
      world.trace.map((text) => inWordsOf(judge, world, text)),
    );
  });
}

/** The functions that a plan of a scenario may name. */
const functions: Functions = (name) => {
  if (name === "throws") throw new Error("on purpose");
  return name === "itself" ? { do: "function", name } : null;
};

function take(world: World, line: string): void {
  const [who = "", verb, argument] = line.split(/\s+/);
  if (line === "show") world.trace.push(shown(world));
  else if (line === "second") return;
  else if (line.includes(" & ")) meanwhile(world, line);
  else if (verb === "exit") world.exitTogether(who.split("+").map(full), { code: Number(argument) });
  else if (verb === "fails" && argument) world.failures.set(full(who), Number(argument));
  else if (verb === "exits" && argument === "shutdown") world.exit(full(who), "shutdown");
  else happen(world, line);
}

/** The exit, then the call, then what comes of both; as the judges have it, the answer is told last. */
function meanwhile(world: World, line: string): void {
  const [happening = "", called = ""] = line.split(" & ");
  const [who = "", , code] = happening.split(/\s+/);
  const path = full(who);
  world.exit(path, { code: Number(code) }, world.incarnationOf(path), calling(world, called));
  world.trace.sort((one, other) => Number(one.startsWith("reply")) - Number(other.startsWith("reply")));
}

/** `a up; d restarting`, down to the children of every supervisor that runs. */
function shown(world: World): string {
  const nodes = views(world.tree);
  const up = new Set(nodes.filter(({ state }) => state === "running").map(({ path }) => path));
  if (!up.has(world.tree.root)) return "gone";
  const seen = nodes.filter(({ parent }) => parent !== null && up.has(parent));
  const states = seen.map(({ path, state }) => {
    return `${short(path)} ${state === "running" ? "up" : state === "restarting" ? state : "down"}`;
  });
  return states.length === 0 ? "nobody" : states.sort().join("; ");
}

function inWordsOf(judge: Judge, world: World, text: string): string {
  const told = text.replace(/^@\S+ /, "");
  if (told.startsWith("ended ")) return `ended ${ended(judge, world.ended)}`;
  const id = /^reply (\d+)/.exec(told)?.[1];
  const reply = id === undefined ? undefined : world.replies.get(Number(id));
  return reply ? answer(world, reply) : told;
}

/** OTP ends with `shutdown` when its intensity is exceeded. */
function ended(judge: Judge, reason: EndReason | null): string {
  if (reason === null) return "";
  if (reason === "reached_max_restart_intensity" && judge !== "director") return "shutdown";
  if (typeof reason === "string") return reason;
  if ("notStarted" in reason) return "not_started";
  return "child" in reason ? exit(reason.reason) : reason.reason;
}

function exit(reason: ExitReason): string {
  if (typeof reason === "string") return reason;
  if ("code" in reason) return `code ${reason.code}`;
  if ("signal" in reason) return reason.signal;
  return reason.error === "no such program" ? "error" : reason.error;
}
