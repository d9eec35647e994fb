import type { Action, Happening } from "../../core/index.ts";
import { hide, secretsOf } from "../../spec/index.ts";
import type { Incarnation, LogLine, Path } from "../../wire/index.ts";
import type { Cancel, Hear, Places, ProcessIdentity, StartOrder, World } from "../world.ts";
import { type Child, newChild } from "./child.ts";
import { ask, clear, stopFileOf } from "./stop-file.ts";

export { type Child, isNode, linkOf, type NodeChild } from "./child.ts";

type Order<D extends Action["do"]> = Extract<Action, { do: D }>;

export type StartAction = Order<"start">;

export interface ChildrenOptions {
  world: World;
  /** Where children start that name no folder. */
  project: string;
  happen: (happening: Happening) => void;
  line: (line: LogLine, end: number | null) => void;
  /** How far what an incarnation wrote has been kept, and when all that was told of a child is. */
  keptUpTo: (of: Incarnation) => Promise<Places>;
  kept: (path: Path) => Promise<void>;
  /** Which process an incarnation is, for a runtime that comes after this one; and what one before this has written down. */
  born: (of: Incarnation, process: ProcessIdentity) => void;
  formerOf: (of: Incarnation) => ProcessIdentity | null;
  extraEnv: (
    order: Omit<StartAction, "do">,
    env: Readonly<Record<string, string | undefined>>,
  ) => Record<string, string>;
}

const windows = process.platform === "win32";
/** To a group that was asked by a file: it wakes who is suspended and so would not see the file, and ends nobody. */
const wakeUp = "SIGCONT";

/** What looks secret in the environment that every child inherits. */
const inherited = secretsOf(process.env);

/** The processes that live now. It does what core's actions say and tells what comes of it; it decides nothing. */
export class Children {
  readonly #options: ChildrenOptions;
  readonly #living = new Map<Path, Child>();
  readonly #probes = new Map<Path, Cancel>();
  readonly #watches = new Map<Path, Cancel>();

  constructor(options: ChildrenOptions) {
    this.#options = options;
  }

  all(): Child[] {
    return [...this.#living.values()];
  }

  /** The living incarnation of this child; null when it is down, or when another incarnation is meant. */
  find(path: Path, incarnation?: number): Child | null {
    const child = this.#living.get(path);
    return child && (incarnation === undefined || child.incarnation === incarnation) ? child : null;
  }

  start(order: StartAction): void {
    this.#clearStopFile(order);
    this.#begin(order, null);
  }

  /** Goes on with what an earlier runtime has had started. */
  takeUp(order: Order<"take_up">): void {
    const former = this.#options.formerOf(order);
    this.#begin(order, former);
    const child = this.find(order.path, order.incarnation);
    if (child) child.pid = former?.pid ?? null;
  }

  adopt(order: Order<"adopt">): void {
    const { path, incarnation, spec, pid } = order;
    const taken = new Map(
      this.all().flatMap((child) => (child.pid === null ? [] : [[child.pid, child.path] as const])),
    );
    const life = this.#options.world.adopt({ path, incarnation, spec, pid, taken }, this.#hear(order));
    this.#living.set(path, newChild({ path, incarnation, spec }, life));
  }

  stop(order: Order<"stop">): void {
    const child = this.find(order.path, order.incarnation);
    if (!child) return;
    this.#endQuestions(order.path);
    this.#lookForEscaped(child);
    if (!this.#askByFile(child)) child.life.stop(order.signal);
    else if (!windows) child.life.stop(wakeUp);
    child.escaped?.signal(order.signal);
  }

  kill(order: Order<"kill">): void {
    const child = this.find(order.path, order.incarnation);
    if (!child) return;
    child.killed = true;
    this.#lookForEscaped(child);
    child.life.kill();
    child.escaped?.signal("SIGKILL");
  }

  probe({ path, incarnation }: Order<"probe">): void {
    const child = this.find(path, incarnation);
    if (!child) return;
    this.#probes.get(path)?.();
    const ready = () => this.#options.happen({ kind: "ready", path, incarnation });
    this.#probes.set(path, child.life.probe(ready));
  }

  watch({ path, incarnation }: Pick<Order<"watch">, "path" | "incarnation">): void {
    const child = this.find(path, incarnation);
    if (!child) return;
    this.#watches.get(path)?.();
    const failed = (error: string) => this.#options.happen({ kind: "not_alive", path, incarnation, error });
    this.#watches.set(path, child.life.watch(failed));
  }

  /** Notes what the loop has read of a child; an incarnation that is over is forgotten. */
  note(happening: Happening): void {
    switch (happening.kind) {
      case "spawned": {
        const child = this.find(happening.path, happening.incarnation);
        if (child) child.pid = happening.pid;
        return;
      }
      case "resumed":
      case "released": // what could not be answered while it stood still is not held against it
        if (this.find(happening.path, happening.incarnation) && this.#watches.has(happening.path))
          this.watch(happening);
        return;
      case "spawn_failed":
      case "exited": {
        const child = this.find(happening.path, happening.incarnation);
        if (!child) return;
        this.#endQuestions(happening.path);
        this.#clearStopFile(child);
        this.#living.delete(happening.path);
      }
    }
  }

  #begin(order: Omit<StartAction, "do">, former: ProcessIdentity | null): void {
    const { path, incarnation, spec } = order;
    const extraEnv: StartOrder["extraEnv"] = (env) => this.#options.extraEnv(order, env);
    const life = this.#options.world.start({ path, incarnation, spec, extraEnv, former }, this.#hear(order));
    this.#living.set(path, newChild(order, life));
  }

  /** A system that tells of descendants tells only while their parents live: those known before stay known. */
  #lookForEscaped(child: Child): void {
    if (child.pid !== null) child.escaped ??= this.#options.world.escaped(child.pid);
  }

  /** An end is told when those are gone, too, that have left the group. They have the time that the child itself has. */
  async #afterEscaped(path: Path, incarnation: number, tell: () => void): Promise<void> {
    const child = this.find(path, incarnation);
    await child?.escaped?.gone(() => child.killed);
    tell();
  }

  /** False for a child that is to be asked by its signal, because it watches for no file, or because none can be made. */
  #askByFile(child: Child): boolean {
    const file = stopFileOf(this.#options.project, child.spec);
    const failure = file && ask(file);
    if (failure)
      this.#say(child, `it is asked to end by ${child.spec.stop.signal}, as ${file} cannot be made: ${failure}`);
    return file !== null && failure === null;
  }

  #clearStopFile(of: Pick<Child, "path" | "incarnation" | "spec">): void {
    const file = stopFileOf(this.#options.project, of.spec);
    const failure = file && clear(file);
    if (failure) this.#say(of, `${file}, which asks it to end, cannot be removed: ${failure}`);
  }

  /** A word of ours among the child's own. */
  #say({ path, incarnation }: Pick<Child, "path" | "incarnation">, text: string): void {
    const { line, world } = this.#options;
    line({ path, incarnation, stream: "stderr", at: world.now(), text: `(supertree: ${text})` }, null);
  }

  /** Nobody beyond this hears what looks secret in the child's environment. */
  #hear({ path, incarnation, spec }: Pick<StartAction, "path" | "incarnation" | "spec">): Hear {
    const { happen, line, born, keptUpTo, kept } = this.#options;
    const of = { path, incarnation };
    const secrets = [...inherited, ...secretsOf(spec.env)];
    return {
      line: (written, end) => line({ ...written, text: hide(written.text, secrets) }, end),
      spawned: (pid) => happen({ kind: "spawned", path, incarnation, pid }),
      failed: (error) => happen({ kind: "spawn_failed", path, incarnation, error: hide(error, secrets) }),
      exited: (reason) => {
        const tell = () => happen({ kind: "exited", path, incarnation, reason });
        if (this.find(path, incarnation)?.escaped) void this.#afterEscaped(path, incarnation, tell);
        else tell();
      },
      born: (process) => born(of, process),
      keptUpTo: () => keptUpTo(of),
      kept: () => kept(path),
    };
  }

  /** Nobody wants to know any more whether a child that is asked to stop, or is gone, is ready or alive. */
  #endQuestions(path: Path): void {
    for (const questions of [this.#probes, this.#watches]) {
      questions.get(path)?.();
      questions.delete(path);
    }
  }
}
