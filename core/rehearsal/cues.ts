import { z } from "zod";
import { commands, count } from "../../wire/index.ts";

const at = z.number().min(0);
const child = z.string().min(1);
const ms = z.number().min(0);

const exit = z
  .strictObject({ at, exit: child, code: z.int().min(0).optional(), signal: z.string().regex(/^SIG/).optional() })
  .refine((cue) => cue.code === undefined || cue.signal === undefined, "a process ends by a code or by a signal");

/** How a child's processes behave at their next starts or stops: `times` of them, all when it is not said, none when it is 0. */
const whim = z.union([
  z.strictObject({ at, start_fails: child, error: z.string().optional(), times: count.optional() }),
  z.strictObject({ at, start_takes: child, ms, times: count.optional() }),
  z.strictObject({ at, stop_takes: child, ms: z.union([ms, z.literal("infinity")]), times: count.optional() }),
]);

/** A child that is up fails its liveness checks; `error` is what they say. */
const silence = z.strictObject({ at, not_alive: child, error: z.string().optional() });

const stillness = z.union([
  z.strictObject({ at, held: child }),
  z.strictObject({ at, released: child }),
  z.strictObject({ at, paused: child }),
  z.strictObject({ at, resumed: child }),
]);

const named = <Name extends string>(name: Name) => ({ at, call: z.literal(name) });
/** The calls that supervision answers, with the parameters they have on the wire. */
const call = z.discriminatedUnion("call", [
  commands.start_child.params.extend(named("start_child")),
  commands.restart_child.params.extend(named("restart_child")),
  commands.terminate_child.params.extend(named("terminate_child")),
  commands.delete_child.params.extend(named("delete_child")),
  commands.restart.params.extend(named("restart")),
  commands.stop.params.extend(named("stop")),
  commands.scale.params.extend(named("scale")),
  commands.which_children.params.extend(named("which_children")),
  commands.count_children.params.extend(named("count_children")),
  commands.get_childspec.params.extend(named("get_childspec")),
  commands.get_pid.params.extend(named("get_pid")),
  commands.get_pids.params.extend(named("get_pids")),
  commands.become_supervisor.params.extend(named("become_supervisor")),
  commands.change_strategy.params.extend(named("change_strategy")),
  commands.change_intensity.params.extend(named("change_intensity")),
  commands.get_default_childspec.params.extend(named("get_default_childspec")),
  commands.change_default_childspec.params.extend(named("change_default_childspec")),
  commands.hold.params.extend(named("hold")),
  commands.release.params.omit({ incarnation: true }).extend(named("release")),
  commands.get_plan.params.extend(named("get_plan")),
  commands.change_plan.params.extend(named("change_plan")),
  commands.get_count.params.extend(named("get_count")),
  commands.change_count.params.extend(named("change_count")),
  commands.check_childspecs.params.extend(named("check_childspecs")),
  commands.kill.params.extend(named("kill")),
  commands.signal.params.extend(named("signal")),
  commands.start_tree.params.extend(named("start_tree")),
  commands.shutdown.params.extend(named("shutdown")),
]);
const callNames = call.options.map((option) => option.shape.call.value);

/** One event of a rehearsal; `at` is milliseconds after the tree's start. */
export type Cue = z.infer<typeof exit> | Whim | z.infer<typeof stillness> | z.infer<typeof silence> | CallCue;
export type Whim = z.infer<typeof whim>;
export type CallCue = z.infer<typeof call>;

/** An event that cannot be rehearsed: its line, from 1, and what to do about it. */
export interface Fault {
  line: number;
  message: string;
}

/** Each kind of event by the key that tells it, with an example of how to write it. */
const kinds: Record<string, { schema: z.ZodType<Cue>; example: string }> = {
  exit: { schema: exit, example: `{"at":5000,"exit":"fleet/api","code":1}` },
  start_fails: { schema: whim, example: `{"at":0,"start_fails":"fleet/api","times":2}` },
  start_takes: { schema: whim, example: `{"at":0,"start_takes":"fleet/api","ms":300}` },
  stop_takes: { schema: whim, example: `{"at":0,"stop_takes":"fleet/api","ms":"infinity"}` },
  held: { schema: stillness, example: `{"at":1000,"held":"fleet/api"}` },
  released: { schema: stillness, example: `{"at":2000,"released":"fleet/api"}` },
  paused: { schema: stillness, example: `{"at":1000,"paused":"fleet/api"}` },
  resumed: { schema: stillness, example: `{"at":2000,"resumed":"fleet/api"}` },
  not_alive: { schema: silence, example: `{"at":3000,"not_alive":"fleet/api"}` },
  call: { schema: call, example: `{"at":5000,"call":"change_plan","child":"fleet/api","plan":["restart"]}` },
};

/** Events from JSON lines; empty lines are passed over. All that is wrong is told, and no event then. */
export function readCues(text: string): { cues: { line: number; cue: Cue }[]; faults: Fault[] } {
  const cues: { line: number; cue: Cue }[] = [];
  const faults: Fault[] = [];
  let latest = 0;
  for (const [index, source] of text.split("\n").entries()) {
    if (source.trim() === "") continue;
    const line = index + 1;
    const cue = readCue(source);
    if (typeof cue === "string") faults.push({ line, message: cue });
    else if (cue.at < latest) faults.push({ line, message: descends(cue.at, latest) });
    else cues.push({ line, cue });
    if (typeof cue !== "string") latest = Math.max(latest, cue.at);
  }
  return { cues: faults.length > 0 ? [] : cues, faults };
}

function readCue(source: string): Cue | string {
  const value = parsed(source);
  if (value === null) return `This is no JSON object; write one event a line, like ${kinds.exit?.example}`;
  const [key, ...others] = Object.keys(kinds).filter((name) => name in value);
  const kind = key === undefined ? undefined : kinds[key];
  if (!kind) return `This says nothing that happens; an event has one of ${Object.keys(kinds).join(", ")}.`;
  if (others.length > 0) return `This says both ${key} and ${others.join(", ")}; write a line for each.`;
  const unknown = key === "call" && !callNames.some((name) => name === value.call);
  if (unknown) return `There is no call ${JSON.stringify(value.call)}; the calls are ${callNames.join(", ")}.`;
  const checked = kind.schema.safeParse(key === "call" ? addressed(value) : value);
  return checked.success ? checked.data : `${firstIssue(checked.error)}; write it like ${kind.example}`;
}

function parsed(source: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(source);
    return value !== null && typeof value === "object" && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null; // each engine says in its own words where; the line is place enough
  }
}

/** A call names whom it is about by `child`; on the wire that is `path`, and `child` is only start_child's document. */
function addressed({ child: who, ...rest }: Record<string, unknown>): Record<string, unknown> {
  if (typeof who === "string" && !("path" in rest)) return { ...rest, path: who };
  return who === undefined ? rest : { ...rest, child: who };
}

function firstIssue(error: z.ZodError): string {
  const issue = deepest(error.issues);
  const place = issue?.path.join(".") ?? "";
  return place === "" ? (issue?.message ?? "") : `${place}: ${issue?.message}`;
}

/** Of a union, what is wrong with the alternative that comes nearest. */
function deepest(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue | undefined {
  const [issue] = issues;
  if (issue?.code !== "invalid_union") return issue;
  const alternatives = [...issue.errors].sort((a, b) => a.length - b.length);
  return deepest(alternatives[0] ?? []) ?? issue;
}

function descends(at: number, latest: number): string {
  return `It happens at ${at}, before the event above it at ${latest}; write events in the order of their times.`;
}
