import assert from "node:assert/strict";
import { nameOf } from "../../../core/debugging/reaction.ts";
import {
  type Breakpoint,
  type DebugAction,
  type DebugEvent,
  type DebugSession,
  decodeRequest,
  newSession,
  react,
  type Spot,
} from "../../../core/index.ts";

/** Applies the events one after the other to a session made from a text, and compares the actions of the last one. */
export function check(from: string | DebugSession, event: DebugEvent, expected: string): DebugSession {
  const before = typeof from === "string" ? session(from) : from;
  const { session: after, actions } = react(before, event);
  assert.equal(actions.map((action) => render(action, before, after)).join("\n"), expected);
  return after;
}

/**
 * A session from a text: `running; b#6; c#1 held; bp app.ts:12`. The phase first (`configuring`, `running`, with `attach` after it
 * when it is no launch, `down` when its tree is), then processes (`held`: attached and held, `new`: not attached yet,
 * `paused app.ts:3`) and breakpoints.
 */
export function session(text: string): DebugSession {
  const [phase = "", ...items] = text.split(";").map((item) => item.trim());
  const how = phase.includes("attach") ? "attach" : "launch";
  let current = feed(newSession, request("initialize", {}), request(how, { spec: "tree.yaml" }));
  current = feed(current, { kind: "joined", tree: phase.includes("down") ? "down" : "up" });
  for (const item of items.filter((one) => one.startsWith("bp ")))
    current = feed(current, ...breakpoint(current, item));
  if (phase.startsWith("running")) current = feed(current, request("configurationDone", undefined));
  for (const item of items.filter((one) => !one.startsWith("bp "))) current = process(current, item);
  return current;
}

function process(current: DebugSession, item: string): DebugSession {
  const [name = "", state = "", place = "app.ts:1"] = item.split(" ");
  let after = feed(current, { ...at(name), kind: state === "held" ? "held" : "running", pid: 1, descendant: false });
  if (state === "new") return after;
  after = feed(after, { kind: "attached", thread: threadOf(after, name) });
  return state === "paused" ? feed(after, pausedAt(after, name, place)) : after;
}

function breakpoint(current: DebugSession, item: string): DebugEvent[] {
  const [, file = "", line = ""] = /^bp (\S+):(\d+)/.exec(item) ?? [];
  const here = [...current.breakpoints.values()].flatMap(({ site }) =>
    site.is === "line" && site.file === file ? [site.line] : [],
  );
  return [setBreakpoints(file, ...here, Number(line))];
}

export function feed(from: DebugSession, ...events: readonly DebugEvent[]): DebugSession {
  return events.reduce((current, event) => react(current, event).session, from);
}

let seq = 0;
export function request(command: string, given: unknown): DebugEvent {
  const decoded = decodeRequest(command, given);
  assert.ok(decoded.ok, decoded.ok ? "" : decoded.message);
  return { kind: "request", seq: ++seq, request: decoded.request };
}

export function setBreakpoints(file: string, ...lines: readonly (number | object)[]): DebugEvent {
  const breakpoints = lines.map((line) => (typeof line === "number" ? { line } : line));
  return request("setBreakpoints", { source: { path: file }, breakpoints });
}

export function at(name: string): { path: string; incarnation: number } {
  const [path = "", incarnation = "1"] = name.split("#");
  return { path, incarnation: Number(incarnation) };
}

export function threadOf({ processes }: DebugSession, name: string): number {
  const { path, incarnation } = at(name);
  const found = [...processes.values()].find((one) => one.path === path && one.incarnation === incarnation);
  assert.ok(found, `${name} is in the session`);
  return found.thread;
}

export function spot(place: string, more: Partial<Spot> = {}): Spot {
  const [file = "", line = "1"] = place.split(":");
  return { file, line: Number(line), mapped: false, unmapped: false, skipped: false, frame: "1", ...more };
}

export function pausedAt(current: DebugSession, name: string, place: string): DebugEvent {
  return { kind: "paused", thread: threadOf(current, name), cause: { by: "debugger" }, spot: spot(place) };
}

/** `bind b#7 app.ts:12`, `release b#7`, `emit stopped {…}`. */
function render(action: DebugAction, before: DebugSession, after: DebugSession): string {
  const name = (thread: number) => {
    const found = after.processes.get(thread) ?? before.processes.get(thread);
    return found ? nameOf(found).replace(" #", "#") : `thread ${thread}`;
  };
  switch (action.do) {
    case "respond":
      return "respond";
    case "refuse":
      return `refuse ${action.message}`;
    case "emit":
      return `emit ${action.event} ${JSON.stringify(action.body)}`;
    case "bind":
      return `bind ${name(action.thread)} ${siteOf(action.breakpoint)}`;
    case "unbind":
      return `unbind ${name(action.thread)}`;
    case "step":
      return `step ${action.step} ${name(action.thread)}${action.target === null ? "" : ` to ${action.target}`}`;
    case "restart":
    case "kill":
      return `${action.do} ${action.path}`;
    case "arm": {
      const { caught, uncaught } = action.pauseOn;
      const errors = [caught === null ? [] : [`caught ${caught}`], uncaught === null ? [] : [`uncaught ${uncaught}`]];
      return [`arm ${name(action.thread)}`, ...errors.flat()].join(" ").trim();
    }
    case "start_debugging":
      return `start_debugging ${action.request} ${JSON.stringify(action.configuration)}`;
    case "end_processes":
      return `end ${action.paths.join(" ")}`;
    case "cancel":
      return `cancel ${action.request ?? action.progress}`;
    case "wake":
    case "join":
    case "rejoin":
    case "start_tree":
    case "stop_tree":
    case "leave":
    case "inspect":
    case "restart_frame":
    case "restart_children":
      return action.do;
    default:
      return `${action.do} ${name(action.thread)}`;
  }
}

function siteOf({ site }: Breakpoint): string {
  return site.is === "line" ? `${site.file}:${site.line}` : `${site.name}()`;
}
