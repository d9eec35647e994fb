import { pathToFileURL } from "node:url";
import { Gate } from "./admission.ts";
import { callers, withoutVersion } from "./callers.ts";
import type { Reloaded, StateDefinition, Upgradable } from "./declared.ts";
import type { Draft, Versioned } from "./draft.ts";
import { Owned } from "./owned.ts";
import { type Cell, checked } from "./state.ts";

type AnyFunction = (...args: never[]) => unknown;
interface Entry {
  run: AnyFunction;
  readonly call: AnyFunction;
}

/** What the program has declared with `supertree/hot`, one a process. */
export class Program {
  readonly gate = new Gate();
  readonly kept = new Map<string, unknown>();
  readonly cells = new Map<string, Cell>();
  readonly entries = new Map<string, Entry>();
  readonly objects = new Map<string, Versioned>();
  readonly owned = new Map<string, Owned>();
  /** While new versions are loaded: what they ask for goes here. */
  draft: Draft | null = null;
  readonly #tell: (cells: Cell[]) => void;

  constructor(tell: (cells: Cell[]) => void) {
    this.#tell = tell;
  }

  /** Tells the runtime of the declared states. */
  tell(): void {
    if (this.cells.size > 0) this.#tell([...this.cells.values()]);
  }

  keep<T>(name: string, make: () => T): T {
    if (!this.kept.has(name)) this.kept.set(name, this.draft ? this.draft.guard.allow(make) : make());
    return this.kept.get(name) as T;
  }

  state(name: string, definition: StateDefinition<unknown>): Cell {
    requireVersion(name, definition.version);
    const { owner, draft } = this.#asking();
    const running = this.cells.get(name) ?? null;
    if (draft) return draft.state(name, owner, definition, running);
    if (running && running.owner !== owner)
      throw new Error(`the state \`${name}\` is declared by ${running.owner} already: give this one another name`);
    if (running) return running;
    const value = checked(name, definition, definition.initial(), "what `initial` returns");
    const cell: Cell = { name, version: definition.version, owner, definition, box: { value } };
    this.cells.set(name, cell);
    this.tell();
    return cell;
  }

  upgradable<T extends Upgradable>(name: string, object: T, version: number): T {
    requireVersion(name, version);
    const { draft } = this.#asking();
    if (draft) draft.objects.set(name, { next: { object, version }, from: this.objects.get(name) ?? null });
    else this.objects.set(name, { object, version });
    return object;
  }

  entry<F extends AnyFunction>(name: string, run: F, wait: boolean): F {
    const { draft } = this.#asking();
    const known = this.entries.get(name);
    if (known && !draft) throw new Error(`there is an entry \`${name}\` already: give this one another name`);
    draft?.entries.set(name, run);
    if (known) return known.call as F;
    const { gate } = this;
    const entry: Entry = {
      run,
      call: function (this: unknown, ...args: never[]) {
        return gate.pass(() => entry.run.apply(this, args), wait);
      },
    };
    this.entries.set(name, entry);
    return entry.call as F;
  }

  effect(start: () => unknown): void {
    const { owned, draft } = this.#asking();
    owned.effect(start, draft === null);
  }

  dispose(dispose: () => unknown): void {
    this.#asking().owned.dispose(dispose);
  }

  before(listener: () => unknown): () => void {
    const { before } = this.#asking().owned;
    before.add(listener);
    return () => before.delete(listener);
  }

  after(listener: (reloaded: Reloaded) => unknown): () => void {
    const { after } = this.#asking().owned;
    after.add(listener);
    return () => after.delete(listener);
  }

  /** A listener that throws is the program's own error, so it surfaces as one: later, outside of the reload. */
  announce(reloaded: Reloaded): void {
    for (const { after } of this.owned.values())
      for (const listener of after) queueMicrotask(() => void listener(reloaded));
  }

  /** Whose code is calling: the innermost module in whose new version it is, else the innermost file of the program. */
  #asking(): { owner: string; owned: Owned; draft: Draft | null } {
    const scripts = outsideOfShim(callers());
    const { draft } = this;
    for (const script of draft ? scripts : []) {
      const owner = draft?.moduleOf(script);
      const owned = owner === undefined ? undefined : draft?.owned.get(owner);
      if (owner !== undefined && owned && draft) return { owner, owned, draft };
    }
    const owner = withoutVersion(scripts.find((script) => !script.startsWith("node:")) ?? "");
    const owned = this.owned.get(owner) ?? new Owned();
    this.owned.set(owner, owned);
    return { owner, owned, draft: null };
  }
}

/** Without the agent's own frames and those of `supertree/hot`, which called it. */
function outsideOfShim(scripts: readonly string[]): string[] {
  const agent = pathToFileURL(__filename).href;
  const from = scripts.findIndex((script) => script !== agent);
  const shim = scripts[from];
  return scripts.slice(from).filter((script) => script !== shim);
}

function requireVersion(name: string, version: number): void {
  if (!Number.isInteger(version) || version < 1)
    throw new Error(`the version of \`${name}\` must be a whole number from 1, not ${version}`);
}
