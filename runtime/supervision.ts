import {
  type Action,
  type Call,
  type Event,
  type Functions,
  type Happening,
  plan,
  type Reply,
  type Step,
  type Tree,
  view,
  views,
} from "../core/index.ts";
import { caller, type ModuleFunctions } from "../spec/index.ts";
import type { EndReason, NoticeParams, Path, TreeNode } from "../wire/index.ts";
import { refuseUnknownFunctions } from "./functions.ts";
import { Refusal } from "./refusal.ts";

/** What performs the actions that reach outside the tree. */
export interface Effects {
  start(action: Of<"start">): void;
  takeUp(action: Of<"take_up">): void;
  stop(action: Of<"stop">): void;
  kill(action: Of<"kill">): void;
  probe(action: Of<"probe">): void;
  watch(action: Of<"watch">): void;
  adopt(action: Of<"adopt">): void;
  wake(action: Of<"wake">): void;
  cancel(action: Of<"cancel">): void;
  report(report: NoticeParams<"report">): void;
  /** Before anything is done about a step: what is written down then is what the next runtime goes on with. */
  changed(tree: Tree, paths: readonly Path[]): void;
  touched(tree: Tree, paths: readonly Path[]): void;
  /** After each step, for whoever traces. */
  stepped(event: Event, step: Step): void;
}

type Of<D extends Action["do"]> = Extract<Action, { do: D }>;

/** The one place that holds the tree: it asks core what is next and performs the answer. Called by the loop only. */
export class Supervision {
  #tree: Tree;
  readonly #effects: Effects;
  readonly #functions: ModuleFunctions;
  readonly #replies = new Map<number, (reply: Reply) => void>();
  #lastCall = 0;
  #ended: ((reason: EndReason) => void)[] = [];

  constructor(tree: Tree, functions: ModuleFunctions, effects: Effects) {
    this.#tree = tree;
    this.#effects = effects;
    this.#functions = functions;
  }

  get tree(): Tree {
    return this.#tree;
  }

  /** All paths of the tree, in start order. */
  get paths(): Path[] {
    return views(this.#tree).map(({ path }) => path);
  }

  /** The config module's functions, for a rehearsal: what goes wrong in them shows in its trace. */
  get functions(): Functions {
    return caller(this.#functions, () => {});
  }

  find(path: Path): TreeNode | null {
    return view(this.#tree, path);
  }

  handle(event: Event): void {
    const failed = (path: Path, message: string) =>
      this.#effects.report({ at: event.at, severity: "error", path, message, about: null });
    const step = plan(this.#tree, event, caller(this.#functions, failed));
    this.#tree = step.tree;
    this.#effects.changed(step.tree, step.changed);
    for (const action of step.actions) if (action.do !== "report") this.#perform(action);
    for (const action of step.actions) if (action.do === "report") this.#perform(action);
    this.#effects.touched(step.tree, step.touched);
    this.#effects.stepped(event, step);
  }

  /** Makes a call and settles with the value of its reply; fails with a `Refusal`. */
  async ask(call: Call, stamp: (happening: Happening) => Event): Promise<unknown> {
    refuseUnknownFunctions(call, this.#functions);
    const id = ++this.#lastCall;
    const reply = await new Promise<Reply>((settle) => {
      this.#replies.set(id, settle);
      this.handle(stamp({ kind: "call", id, call }));
    });
    if (reply.ok) return reply.value;
    throw new Refusal({ code: reply.code, message: reply.message, where: reply.where });
  }

  /** Settles when the whole tree is down the next time. */
  nextEnd(): Promise<EndReason> {
    return new Promise((settle) => this.#ended.push(settle));
  }

  #perform(action: Action): void {
    switch (action.do) {
      case "start":
        this.#effects.start(action);
        break;
      case "take_up":
        this.#effects.takeUp(action);
        break;
      case "stop":
        this.#effects.stop(action);
        break;
      case "kill":
        this.#effects.kill(action);
        break;
      case "probe":
        this.#effects.probe(action);
        break;
      case "watch":
        this.#effects.watch(action);
        break;
      case "adopt":
        this.#effects.adopt(action);
        break;
      case "wake":
        this.#effects.wake(action);
        break;
      case "cancel":
        this.#effects.cancel(action);
        break;
      case "report": {
        const { do: _, ...report } = action;
        this.#effects.report(report);
        break;
      }
      case "reply":
        this.#replies.get(action.id)?.(action.answer);
        this.#replies.delete(action.id);
        break;
      case "ended": {
        const waiting = this.#ended;
        this.#ended = [];
        for (const settle of waiting) settle(action.reason);
      }
    }
  }
}
