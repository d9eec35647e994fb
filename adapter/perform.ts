import type { DebugAction, DebugEvent, DebugSession, TreeState } from "../core/index.ts";
import { globMatcher } from "./globs.ts";
import { Hands } from "./hands.ts";
import { Inquiries } from "./inquiries.ts";
import { Handles } from "./inspect/handles.ts";
import { inspectorOver } from "./inspect/inspector.ts";
import { LoadedSources } from "./loaded-sources.ts";
import { Maps } from "./maps.ts";
import { Modules } from "./modules.ts";
import { Output } from "./output.ts";
import { Places } from "./places.ts";
import type { CdpEvent } from "./process/cdp.ts";
import type { Sources } from "./process/sources.ts";
import type { Target } from "./process/target.ts";
import { Progress } from "./progress.ts";
import { messageOf } from "./refusals.ts";
import { noSourceSettings, type SourceSettings } from "./settings.ts";
import { Targets } from "./targets.ts";
import { Tree } from "./tree.ts";

type Answering = Extract<DebugAction, { do: "respond" | "refuse" | "emit" | "start_debugging" }>;
type Joining = Extract<DebugAction, { do: "join" }>["request"];

/** Does what `react` decided: the one place of this process with effects. What comes of them goes back into the inbox. */
export class Performer {
  readonly #post: (event: DebugEvent) => void;
  readonly #send: (action: Answering) => void;
  readonly #handles = new Handles();
  readonly #targets: Targets;
  readonly #tree: Tree;
  readonly #hands: Hands;
  readonly #modules: Modules;
  readonly #progress: Progress;
  readonly #inquiries: Inquiries;
  #sources: Sources;

  constructor(post: (event: DebugEvent) => void, send: (action: Answering) => void, session: () => DebugSession) {
    this.#post = post;
    this.#send = send;
    const emit = (event: string, body: object) => send({ do: "emit", event, body });
    const say = (category: string, text: string) => emit("output", { category, output: `${text}\n` });
    const client = () => session().client;
    const output = new Output((body) => emit("output", body), this.#handles, client);
    this.#modules = new Modules(emit);
    this.#tree = new Tree({
      post,
      print: (lines) => output.lines(lines, (path, incarnation) => this.#targets.writer(path, incarnation)),
      say,
      reloaded: () => void this.#modules.changed(this.#tree.client),
    });
    const isWanted = (thread: number) => session().processes.has(thread);
    const loadedSources = new LoadedSources(this.#handles, emit);
    const heard = (from: Target, event: CdpEvent) => {
      output.heard(from, event);
      loadedSources.heard(from, event);
    };
    this.#targets = new Targets({ tree: this.#tree, handles: this.#handles, post, heard, say, isWanted });
    this.#hands = new Hands(this.#tree, send);
    this.#progress = new Progress(emit, () => client().progress);
    this.#sources = this.#sourcesBy(noSourceSettings, say);
    const ask = inspectorOver({
      handles: this.#handles,
      targets: this.#targets,
      modules: this.#modules,
      loadedSources,
      tree: this.#tree,
      client,
      emit,
    });
    this.#inquiries = new Inquiries(ask, send);
  }

  perform(action: DebugAction): void {
    switch (action.do) {
      case "respond":
      case "refuse":
      case "emit":
      case "start_debugging":
        this.#send(action);
        break;
      case "join":
        void this.#join(action.request);
        break;
      case "rejoin":
        void this.#reach("Reaching the runtime again", this.#tree.rejoin(action.request));
        break;
      case "start_tree":
        void this.#startTree();
        break;
      case "stop_tree":
        void this.#stopTree();
        break;
      case "leave":
        void this.leave(action.suspend);
        break;
      case "attach":
        void this.#targets.attach(action, this.#sources);
        break;
      case "attach_worker":
        this.#targets.attachWorker(action, this.#sources);
        break;
      case "detach":
        this.#targets.detach(action.thread);
        break;
      case "release":
        void this.#targets.release(action);
        break;
      case "arm":
        this.#target(action)?.arm(action.pauseOn, action.stopOnEntry);
        break;
      case "disarm":
        this.#target(action)?.disarm();
        break;
      case "bind":
        this.#target(action)?.bind(action.breakpoint);
        break;
      case "unbind":
        this.#target(action)?.unbind(action.breakpoint);
        break;
      case "go_on":
        this.#target(action)?.goOn();
        break;
      case "pause":
        this.#target(action)?.pauseSoon();
        break;
      case "resume":
        this.#targets.move(action.thread, (target) => target.resume());
        break;
      case "step":
        this.#step(action);
        break;
      case "restart_frame":
        void this.#restartFrame(action.seq, action.frame);
        break;
      case "inspect":
        void this.#inquiries.ask(action.seq, action.request);
        break;
      case "restart":
      case "kill":
        void this.#hands.give(action.seq, action.do, [action.path]);
        break;
      case "end_processes":
        void this.#hands.give(action.seq, "stop", action.paths);
        break;
      case "restart_children":
        void this.#hands.restartChildren(action.seq, action.root);
        break;
      case "cancel":
        if (action.request !== null) this.#inquiries.cancel(action.request);
        if (action.progress !== null) this.#progress.cancel(action.progress);
        break;
      case "wake":
        setTimeout(() => this.#post({ kind: "due", seq: action.seq }), action.delayMs).unref();
    }
  }

  /** Processes that are paused go on unless they are to stay so, held ones are released by the runtime, and nothing is stopped. */
  async leave(suspend = false): Promise<void> {
    this.#targets.detachAll(suspend);
    await this.#tree.leave();
  }

  #target({ thread }: { thread: number }): Target | undefined {
    return this.#targets.get(thread);
  }

  async #join(request: Joining): Promise<void> {
    this.#sources = this.#sourcesBy(request.arguments, (category, text) => {
      this.#send({ do: "emit", event: "output", body: { category, output: `${text}\n` } });
    });
    await this.#reach("Reaching the tree", this.#tree.join(request));
  }

  async #reach(title: string, reached: Promise<TreeState>): Promise<void> {
    try {
      const tree = await this.#progress.during({ title, giveUp: null }, reached);
      this.#post({ kind: "joined", tree });
    } catch (error) {
      this.#post({ kind: "join_failed", message: messageOf(error) });
    }
  }

  async #startTree(): Promise<void> {
    try {
      await this.#tree.client.call("start_tree", {});
    } catch (error) {
      this.#post({ kind: "tree_failed", message: messageOf(error) });
    }
  }

  async #stopTree(): Promise<void> {
    try {
      await this.#progress.during({ title: "Stopping the tree in order", giveUp: null }, this.#tree.shutDown());
      this.#post({ kind: "tree_stopped" });
    } catch (error) {
      this.#post({ kind: "tree_failed", message: messageOf(error) });
    }
  }

  #step({ thread, step, target: number }: Extract<DebugAction, { do: "step" }>): void {
    const call = number === null ? null : this.#handles.callOf(number, thread); // gone once the process has moved
    this.#targets.move(thread, (target) => target.step(step, call));
  }

  async #restartFrame(seq: number, frameId: number): Promise<void> {
    try {
      const { target, frame } = this.#handles.frameOf(frameId);
      await target.restartFrame(frame);
      this.#handles.resumed(target);
      this.#send({ do: "respond", seq, body: {} });
    } catch (error) {
      this.#send({ do: "refuse", seq, message: messageOf(error) });
    }
  }

  #sourcesBy(settings: SourceSettings, say: (category: string, text: string) => void): Sources {
    const places = new Places(settings);
    const maps = new Maps(
      settings,
      places,
      (message) => say("console", message),
      (title, reading) => {
        let giveUp = () => {};
        const givenUp = new Promise<null>((settle) => {
          giveUp = () => settle(null);
        });
        return this.#progress.during({ title, giveUp }, Promise.race([reading, givenUp]));
      },
    );
    return { settings, places, maps, isSkipped: globMatcher(settings.skipFiles) };
  }
}
