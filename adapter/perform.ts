import { WireFailure } from "../client/index.ts";
import type { DebugAction, DebugEvent, DebugSession, Inspection, ThreadId } from "../core/index.ts";
import { globMatcher } from "./globs.ts";
import { EvaluationError } from "./inspect/evaluate.ts";
import { Handles, Stale } from "./inspect/handles.ts";
import { addressIn, type Counts, type Inspector, inspect } from "./inspect/inspector.ts";
import { Maps } from "./maps.ts";
import { Output } from "./output.ts";
import { Places } from "./places.ts";
import { CdpError } from "./process/cdp.ts";
import { type Sources, Target } from "./process/target.ts";
import { noSourceSettings, type SourceSettings } from "./settings.ts";
import { Tree } from "./tree.ts";

type Answering = Extract<DebugAction, { do: "respond" | "refuse" | "emit" }>;
type Joining = Extract<DebugAction, { do: "join" }>["request"];

/** Does what `react` decided: the one place of this process with effects. What comes of them goes back into the inbox. */
export class Performer {
  readonly #post: (event: DebugEvent) => void;
  readonly #send: (action: Answering) => void;
  readonly #targets = new Map<ThreadId, Target>();
  /** The target of the newest incarnation of each child. */
  readonly #newest = new Map<string, Target>();
  readonly #handles = new Handles();
  readonly #counts: Counts;
  readonly #output: Output;
  readonly #tree: Tree;
  readonly #session: () => DebugSession;
  #sources: Sources;

  constructor(post: (event: DebugEvent) => void, send: (action: Answering) => void, session: () => DebugSession) {
    this.#post = post;
    this.#send = send;
    this.#session = session;
    this.#counts = countsOf(session);
    this.#output = new Output((body) => this.#emit(body), this.#handles, this.#counts);
    this.#sources = this.#sourcesBy(noSourceSettings);
    this.#tree = new Tree({
      post,
      print: (lines) => this.#output.lines(lines, (path, incarnation) => this.#writer(path, incarnation)),
      say: (category, text) => this.#emit({ category, output: `${text}\n` }),
    });
  }

  perform(action: DebugAction): void {
    switch (action.do) {
      case "respond":
      case "refuse":
      case "emit":
        this.#send(action);
        break;
      case "join":
        void this.#join(action.request);
        break;
      case "start_tree":
      case "stop_tree":
        void this.#command(action.do);
        break;
      case "leave":
        void this.leave();
        break;
      case "attach":
        void this.#attach(action);
        break;
      case "detach":
        this.#detach(action.thread);
        break;
      case "arm":
        this.#targets.get(action.thread)?.arm(action.pauseOn, action.stopOnEntry);
        break;
      case "disarm":
        this.#targets.get(action.thread)?.disarm();
        break;
      case "bind":
        this.#targets.get(action.thread)?.bind(action.breakpoint);
        break;
      case "unbind":
        this.#targets.get(action.thread)?.unbind(action.breakpoint);
        break;
      case "release":
        void this.#release(action);
        break;
      case "go_on":
        this.#targets.get(action.thread)?.goOn();
        break;
      case "resume":
        this.#move(action.thread, (target) => target.resume());
        break;
      case "step":
        this.#move(action.thread, (target) => target.step(action.step));
        break;
      case "pause":
        this.#targets.get(action.thread)?.pauseSoon();
        break;
      case "inspect":
        void this.#inspect(action.seq, action.request);
        break;
      case "restart":
      case "kill":
        void this.#askFor(action);
        break;
      case "wake":
        setTimeout(() => this.#post({ kind: "due", seq: action.seq }), action.delayMs).unref();
        break;
    }
  }

  /** Processes that are paused go on, held ones are released by the runtime, and nothing is stopped. */
  async leave(): Promise<void> {
    for (const thread of [...this.#targets.keys()]) this.#detach(thread);
    await this.#tree.leave();
  }

  async #join(request: Joining): Promise<void> {
    this.#sources = this.#sourcesBy(request.arguments);
    try {
      this.#post({ kind: "joined", tree: await this.#tree.join(request) });
    } catch (error) {
      this.#post({ kind: "join_failed", message: messageOf(error) });
    }
  }

  async #command(what: "start_tree" | "stop_tree"): Promise<void> {
    try {
      if (what === "start_tree") return void (await this.#tree.client.call("start_tree", {}));
      await this.#tree.shutDown();
      this.#post({ kind: "tree_stopped" });
    } catch (error) {
      this.#post({ kind: "tree_failed", message: messageOf(error) });
    }
  }

  async #attach({ thread, path, incarnation }: Extract<DebugAction, { do: "attach" }>): Promise<void> {
    try {
      const socket = await this.#tree.channel(path, incarnation);
      const at = { thread, path, incarnation, socket, sources: this.#sources };
      const target = new Target(at, this.#post, (from, event) => this.#output.heard(from, event));
      if (!this.#session().processes.has(thread)) return target.close(); // it ended while the channel was opened
      this.#targets.set(thread, target);
      this.#newest.set(path, target);
      this.#post({ kind: "attached", thread });
    } catch (error) {
      this.#post({ kind: "attach_failed", thread, message: messageOf(error) });
    }
  }

  #detach(thread: ThreadId): void {
    const target = this.#targets.get(thread);
    if (!target) return;
    this.#targets.delete(thread);
    target.close();
    this.#handles.ended(target);
  }

  /** *Bind before release*: not before the process has answered for everything that it was sent. */
  async #release({ thread, path, incarnation }: Extract<DebugAction, { do: "release" }>): Promise<void> {
    await this.#targets.get(thread)?.settled();
    try {
      await this.#tree.client.call("release", { path, incarnation });
    } catch (error) {
      const isOver =
        error instanceof WireFailure && ["not_held", "not_found", "not_running", "no_runtime"].includes(error.code);
      if (!isOver)
        this.#emit({ category: "important", output: `[${path}] could not be released: ${messageOf(error)}\n` });
    }
  }

  #move(thread: ThreadId, go: (target: Target) => void): void {
    const target = this.#targets.get(thread);
    if (!target) return;
    this.#handles.resumed(target);
    go(target);
  }

  async #inspect(seq: number, request: Inspection): Promise<void> {
    try {
      this.#send({ do: "respond", seq, body: await inspect(this.#inspector(), request) });
    } catch (error) {
      this.#send({ do: "refuse", seq, message: messageOf(error) });
    }
  }

  async #askFor({ do: what, seq, path }: Extract<DebugAction, { do: "restart" | "kill" }>): Promise<void> {
    try {
      await this.#tree.client.call(what, { path });
      this.#send({ do: "respond", seq, body: {} });
    } catch (error) {
      this.#send({ do: "refuse", seq, message: messageOf(error) });
    }
  }

  #inspector(): Inspector {
    return {
      handles: this.#handles,
      counts: this.#counts,
      target: (thread) => {
        const target = this.#targets.get(thread);
        if (!target) throw new Stale(`Thread ${thread} has ended.`);
        return target;
      },
      addressed: (given) => addressIn([...this.#targets.values()], this.#handles, given),
    };
  }

  #sourcesBy(settings: SourceSettings): Sources {
    const places = new Places(settings);
    const warn = (message: string) => this.#emit({ category: "console", output: `${message}\n` });
    return { settings, places, maps: new Maps(settings, places, warn), isSkipped: globMatcher(settings.skipFiles) };
  }

  /** Also one that has just ended: its last lines may come after that. */
  #writer(path: string, incarnation: number): Target | undefined {
    const target = this.#newest.get(path);
    return target?.incarnation === incarnation ? target : undefined;
  }

  #emit(body: object): void {
    this.#send({ do: "emit", event: "output", body });
  }
}

function countsOf(session: () => DebugSession): Counts {
  return {
    get linesFrom() {
      return session().client.linesFrom;
    },
    get columnsFrom() {
      return session().client.columnsFrom;
    },
    line: (from1) => from1 - 1 + session().client.linesFrom,
    column: (from1) => from1 - 1 + session().client.columnsFrom,
  };
}

/** The sentence for the person who asked; anything else is a bug of ours and is thrown. */
function messageOf(error: unknown): string {
  const isExpected =
    error instanceof WireFailure ||
    error instanceof CdpError ||
    error instanceof Stale ||
    error instanceof EvaluationError;
  if (!isExpected) throw error;
  return error.message; // of a refused spec it names every error with its place
}
