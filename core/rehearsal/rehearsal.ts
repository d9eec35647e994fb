import type { ExitReason, Path, TraceLine } from "../../wire/index.ts";
import { realTime } from "../supervision/clock.ts";
import { deadlineOf } from "../supervision/deadlines.ts";
import { type Action, type Functions, type Happening, plan, type Tree } from "../supervision/index.ts";
import { Agenda } from "./agenda.ts";
import { callOf, checkedChildspecs } from "./calls.ts";
import type { CallCue, Cue } from "./cues.ts";
import { Processes } from "./processes.ts";
import { linesOf } from "./trace.ts";

/** A tree in virtual time, with processes that are not there. */
export class Rehearsal {
  readonly trace: TraceLine[] = [];
  readonly #agenda = new Agenda();
  readonly #processes = new Processes(this.#agenda);
  readonly #calls = new Map<number, { call: string; child: Path }>();
  /** Every child that there ever was: one that is gone is none that is misspelt. */
  readonly #known: Set<Path>;
  readonly #functions: Functions;
  #tree: Tree;
  #steps = 0;

  constructor(tree: Tree, functions: Functions) {
    this.#tree = tree;
    this.#functions = functions;
    this.#known = new Set(tree.nodes.keys());
  }

  /** Takes over a tree that runs: its processes live here from now on, and what is due there is due here. */
  goOn(now: number): void {
    for (const node of this.#tree.nodes.values()) {
      const { phase, path, incarnation, clock } = node;
      if (node.kind === "worker") this.#processes.takeOver(node, now);
      const deadline = clock.stands ? null : deadlineOf(node);
      if (deadline) this.#agenda.wake({ path, incarnation, kind: deadline.kind }, realTime(clock, deadline.own));
      if (phase.is === "queued" && phase.awaits === "restart")
        this.#agenda.wake({ path, incarnation, kind: phase.awaits }, phase.dueAt);
      const opensAt = this.#tree.gates.get(path)?.wakesAt ?? null;
      if (opensAt !== null) this.#agenda.wake({ path, incarnation, kind: "start_rate" }, opensAt);
    }
  }

  happen(at: number, happening: Happening): void {
    if (!this.#processes.note(happening)) return;
    const event = { ...happening, at, seed: ++this.#steps };
    const step = plan(this.#tree, event, this.#functions);
    this.trace.push(...linesOf(this.#tree, event, step, this.#calls));
    this.#tree = step.tree;
    for (const path of step.touched) this.#known.add(path);
    for (const action of step.actions) this.#perform(action, at);
  }

  /** Lets time pass up to an event, with what falls on the same moment unless the event is to come first. False: time does not get there. */
  runUntil(at: number, first: boolean): boolean {
    let moment = { at: -1, steps: 0 };
    while (first ? this.#agenda.nextAt < at : this.#agenda.nextAt <= at) {
      const next = this.#agenda.take();
      if (!next) break;
      moment = { at: next.at, steps: next.at === moment.at ? moment.steps + 1 : 0 };
      if (moment.steps > this.#patience) return this.#giveUp(next.at, "it starts again and again at one moment");
      this.happen(next.at, next.happening);
    }
    return true;
  }

  /** Lets time pass until nothing is due any more. */
  runOut(): void {
    let steps = 0;
    while (!this.#agenda.isSteady) {
      const next = this.#agenda.take();
      if (!next) return;
      if (++steps > this.#patience) {
        this.#giveUp(next.at, "it does not come to rest after the last event");
        return;
      }
      this.happen(next.at, next.happening);
    }
  }

  /** Lets one event happen; answers with why it cannot. */
  play(cue: Cue): string | null {
    if ("call" in cue) return this.#call(cue);
    const [named, happen] = this.#deedOf(cue);
    const path = this.#find(named);
    if (path === null) return this.#noSuchChild(named);
    const node = this.#tree.nodes.get(path);
    if (node?.kind === "supervisor")
      return `${path} is a supervisor and has no process of its own: name one of its workers.`;
    happen(path);
    return null;
  }

  #deedOf(cue: Exclude<Cue, CallCue>): [named: string, happen: (path: Path) => void] {
    if ("exit" in cue) return [cue.exit, (path) => this.#exit(cue.at, path, reasonOf(cue))];
    if ("start_fails" in cue) return [cue.start_fails, (path) => this.#processes.obey("start_fails", path, cue)];
    if ("start_takes" in cue) return [cue.start_takes, (path) => this.#processes.obey("start_takes", path, cue)];
    if ("stop_takes" in cue) return [cue.stop_takes, (path) => this.#processes.obey("stop_takes", path, cue)];
    if ("held" in cue) return [cue.held, (path) => this.#happenTo(cue.at, path, "held")];
    if ("released" in cue) return [cue.released, (path) => this.#happenTo(cue.at, path, "released")];
    if ("not_alive" in cue) return [cue.not_alive, (path) => this.#fallSilent(cue, path)];
    if ("paused" in cue) return [cue.paused, (path) => this.#happenTo(cue.at, path, "paused")];
    return [cue.resumed, (path) => this.#happenTo(cue.at, path, "resumed")];
  }

  #call(cue: CallCue): string | null {
    if (cue.call === "start_tree" || cue.call === "shutdown") {
      this.happen(cue.at, { kind: cue.call === "shutdown" ? "stop_tree" : "start_tree" });
      return null;
    }
    const path = this.#find(cue.path);
    if (path === null) return this.#noSuchChild(cue.path);
    if (cue.call === "check_childspecs") {
      const problems = checkedChildspecs(cue.children, path, this.#tree);
      if (typeof problems === "string") return problems;
      this.trace.push({ at: cue.at, do: "reply", child: path, call: cue.call, value: { problems: [...problems] } });
      return null;
    }
    if (cue.call === "kill" || cue.call === "signal")
      return this.play({ at: cue.at, exit: path, signal: cue.signal ?? "SIGKILL" });
    const call = callOf(cue, path, this.#tree);
    if (typeof call === "string") return call;
    const id = this.#calls.size + 1;
    this.#calls.set(id, { call: cue.call, child: path });
    this.happen(cue.at, { kind: "call", id, call });
    return null;
  }

  #exit(at: number, path: Path, reason: ExitReason): void {
    const incarnation = this.#runningOrIgnored(at, path);
    if (incarnation !== null) this.happen(at, { kind: "exited", path, incarnation, reason });
  }

  #happenTo(at: number, path: Path, kind: "held" | "released" | "paused" | "resumed"): void {
    const incarnation = this.#runningOrIgnored(at, path);
    if (incarnation !== null) this.happen(at, { kind, path, incarnation });
  }

  #fallSilent({ at, error = "its checks failed" }: Extract<Cue, { not_alive: string }>, path: Path): void {
    const incarnation = this.#runningOrIgnored(at, path);
    if (incarnation !== null) this.happen(at, { kind: "not_alive", path, incarnation, error });
  }

  #runningOrIgnored(at: number, path: Path): number | null {
    const running = this.#processes.running(path);
    if (running === null) {
      const incarnation = this.#tree.nodes.get(path)?.incarnation ?? 0;
      this.trace.push({ at, do: "ignore", child: path, incarnation, reason: "it has no process now" });
    }
    return running;
  }

  #perform(action: Action, at: number): void {
    switch (action.do) {
      case "start":
        this.#processes.start(action, at);
        return;
      case "adopt":
        this.#processes.adopt(action, at);
        return;
      case "stop":
        this.#processes.stop(action, at);
        return;
      case "kill":
        this.#processes.kill(action, at);
        return;
      case "probe":
        this.#processes.probe(action, at);
        return;
      case "wake":
        this.#agenda.wake(action.timer, action.at);
        return;
      case "cancel":
        this.#agenda.cancel(action.timer);
        return;
      case "take_up": // a rehearsal begins with a tree that has its runtime
      case "watch": // it falls silent only where an event says so
      case "reply":
      case "report":
      case "ended":
        return;
    }
  }

  /** A whole path, or one without the tree's name. */
  #find(named: string): Path | null {
    const inTree = `${this.#tree.root}/${named}`;
    if (this.#known.has(named)) return named;
    return this.#known.has(inTree) ? inTree : null;
  }

  #noSuchChild(named: string): string {
    const [root = "", ...children] = this.#tree.nodes.keys();
    const some = children.slice(0, 10).join(", ");
    const more = children.length > 10 ? ` and ${children.length - 10} more` : "";
    return `There is no child ${named} in ${root}; there are ${some || "none"}${more}.`;
  }

  #giveUp(at: number, reason: string): false {
    this.trace.push({ at, do: "give_up", child: this.#tree.root, reason });
    return false;
  }

  /** So many steps are more than a tree of this size needs to come to rest. */
  get #patience(): number {
    return 1000 + 20 * this.#tree.nodes.size;
  }
}

function reasonOf({ code = 0, signal }: Extract<Cue, { exit: string }>): ExitReason {
  if (signal !== undefined) return { signal };
  return code === 0 ? "normal" : { code };
}
