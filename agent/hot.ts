import type { Migration, Reloaded, StateDefinition, Upgradable } from "./declared.ts";
import type { Program } from "./program.ts";
import type { Cell } from "./state.ts";

export type { Migration, Reloaded, StateDefinition, Upgradable };

/** A declared state: read and write `value` whenever it is needed, and keep no part of it elsewhere. */
export interface State<T> {
  value: T;
}

/**
 * Hot reload as a program sees it; docs/HOT-RELOAD.md has the contract. In a process that is not supervised, or not loaded hot, all of
 * it works and no reload comes. What is declared is declared at the top level of a module, under names that are one a process.
 */
export const hot = {
  /**
   * State that lives on when its module is loaded anew, by migrations where its version differs.
   *
   *     export const users = hot.state("users", { version: 1, initial: () => new Map<string, User>() });
   *     users.value.get("ada");
   */
  state<T>(name: string, definition: StateDefinition<T>): State<T> {
    const cell: Pick<Cell, "box"> = program()?.state(name, definition as StateDefinition<unknown>) ?? {
      box: { value: definition.initial() },
    };
    return {
      get value() {
        return cell.box.value as T;
      },
      set value(value) {
        cell.box.value = value;
      },
    };
  },

  /**
   * The class form: the object of a new version takes over what the running one hands over. Both methods may be called more than once
   * for one reload, as it is rehearsed, and for a roll back; `applyUpgrade` replaces what the object has.
   */
  upgradable<T extends Upgradable>(name: string, object: T, { version }: { version: number }): T {
    return program()?.upgradable(name, object, version) ?? object;
  },

  /**
   * A resource that is made once a process, whichever version of the code asks: the first call with `name` makes it, each later one
   * gets that one, so its type must be the same. What `make` throws is thrown, and the next call tries again.
   *
   *     const server = hot.keep("http", () => http.createServer((q, r) => handle(q, r)).listen(8080));
   */
  keep<T>(name: string, make: () => T): T {
    const inProgram = program();
    if (inProgram) return inProgram.keep(name, make);
    const kept = keptHere();
    if (!kept.has(name)) kept.set(name, make());
    return kept.get(name) as T;
  },

  /**
   * Something that this version of the module does for as long as it runs: done at once when the module is loaded first, and when it
   * takes the place of another version. What `start` returns ends it, when another version takes over; a roll back starts it again.
   *
   *     hot.effect(() => {
   *       const timer = setInterval(tick, 1000);
   *       return () => clearInterval(timer);
   *     });
   */
  effect(start: () => Stop | Promise<Stop>): void {
    const inProgram = program();
    if (inProgram) inProgram.effect(start);
    else void start();
  },

  /** Gives up what this version holds, once the next one runs: caches, subscriptions. A roll back does not bring it back; `effect` does. */
  dispose(dispose: () => unknown): void {
    program()?.dispose(dispose);
  },

  /**
   * A function under a name that stays, to be handed over by value: a call runs the newest version. While a reload switches, new calls
   * wait for its end and return a promise, and those under way are waited for, except with `wait: false` (streams, long polls).
   *
   *     server.on("request", hot.entry("request", async (request, response) => { … }));
   */
  entry<F extends (...args: never[]) => unknown>(name: string, run: F, { wait = true }: { wait?: boolean } = {}): F {
    return program()?.entry(name, run, wait) ?? run;
  },

  /** Called when this version is about to be left, before anything has changed; what it throws refuses the reload. Returns the way to stop. */
  before(listener: () => unknown): () => void {
    return program()?.before(listener) ?? (() => {});
  },

  /**
   * Called after each reload of this process and after each that is rolled back: the place to hand over functions anew that were handed
   * over by value. Returns the way to stop. What the listener throws is an uncaught exception.
   */
  after(listener: (reloaded: Reloaded) => unknown): () => void {
    return program()?.after(listener) ?? (() => {});
  },
};

/** The way to end an effect, where there is something to end. */
// biome-ignore lint/suspicious/noConfusingVoidType: an effect that returns nothing is one that needs no end
type Stop = (() => unknown) | void;

function program(): Program | undefined {
  const agent: { program: Program } | undefined = Reflect.get(globalThis, Symbol.for("supertree.hot"));
  return agent?.program;
}

/** One map a process, also when several copies of this module are loaded. */
function keptHere(): Map<string, unknown> {
  const key = Symbol.for("supertree.kept");
  const kept: Map<string, unknown> = Reflect.get(globalThis, key) ?? new Map();
  Reflect.set(globalThis, key, kept);
  return kept;
}
