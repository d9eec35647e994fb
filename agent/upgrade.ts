import type { DataChange, ModuleChange, ModulePatch, ModuleSwap } from "../wire/agent.ts";
import { become, dataOf } from "./data.ts";
import { Draft } from "./draft.ts";
import { bringOut } from "./faces.ts";
import type { Hooks } from "./hooks-link.ts";
import { explained, load } from "./loading.ts";
import type { Modules, Running, Version } from "./modules.ts";
import { Owned } from "./owned.ts";
import { apply, check } from "./patch.ts";
import type { Program } from "./program.ts";
import { compile, handOut, handOutReplaced } from "./required.ts";
import { migrated } from "./state.ts";
import { within } from "./within.ts";

export interface House {
  modules: Modules;
  program: Program;
  hooks: Hooks;
}

interface Loaded {
  change: ModuleSwap;
  running: Running;
  version: Version;
  before: Owned;
  after: Owned;
}

/** One reload in this process: prepared beside what runs, then switched to, back and to again. */
export class Upgrade {
  readonly #house: House;
  readonly #changes: readonly ModuleChange[];
  #draft: Draft | null = null;
  #loaded: Loaded[] = [];
  #data: { change: DataChange; object: object; next: object }[] = [];
  #limitMs = 0;
  /** The steps back, while the new code runs; null while the old does. */
  #back: (() => void)[] | null = null;

  constructor(house: House, changes: readonly ModuleChange[]) {
    this.#house = house;
    this.#changes = changes;
  }

  get urls(): string[] {
    return this.#changes.map(({ url }) => url);
  }

  get inPlace(): boolean {
    return this.#back !== null;
  }

  /** Whether calls must not be under way when it is switched: what they hold of the state would be lost. */
  get needsQuiet(): boolean {
    return this.#loaded.length > 0;
  }

  /** The declared states whose version it changes. */
  get migrated(): { name: string; from: number; to: number }[] {
    return [...(this.#draft?.cells ?? [])].flatMap(([name, { cell, from }]) =>
      from && from.version !== cell.version ? [{ name, from: from.version, to: cell.version }] : [],
    );
  }

  /** Makes sure that all of it fits; loads and rehearses beside what runs. Throws what does not fit; nothing has changed then. */
  async prepare(limitMs: number): Promise<void> {
    const { modules } = this.#house;
    this.#limitMs = limitMs;
    for (const patch of this.#of("patch")) check(modules.fitting(patch).current, patch);
    for (const change of this.#of("data")) this.#data.push({ change, ...(await dataOf(change)) });
    const swaps = this.#of("swap");
    if (swaps.length > 0) await this.#load(swaps);
  }

  /** To the new code, or with all as before a throw. */
  async commit(): Promise<void> {
    if (this.inPlace) return;
    for (const { before } of this.#loaded) await before.stop();
    try {
      this.#switch();
      for (const { after } of this.#loaded) await after.start();
    } catch (error) {
      await this.#return();
      throw error;
    }
  }

  /** Rehearses the way back of states that may have changed since; throws where there is none. */
  prepareBack(limitMs: number): void {
    this.#limitMs = limitMs;
    for (const { cell, from } of this.#draft?.cells.values() ?? [])
      if (from && from.version !== cell.version) migrated(cell, from.definition, limitMs);
  }

  /** To the old code. `served`: calls have run in the new one, so that its state is newer than what the old one had. */
  async rollBack(served: boolean): Promise<void> {
    if (!this.inPlace) return;
    if (served) this.#carryBack();
    await this.#return();
  }

  /** Nobody returns to the old versions but by a roll back: what they hold beyond their effects is given up. */
  discardOld(): void {
    for (const { before } of this.#loaded) void before.discard();
  }

  #of<H extends ModuleChange["how"]>(how: H): Extract<ModuleChange, { how: H }>[] {
    return this.#changes.filter((change): change is Extract<ModuleChange, { how: H }> => change.how === how);
  }

  async #load(swaps: readonly ModuleSwap[]): Promise<void> {
    const { modules, program, hooks } = this.#house;
    const fitting = swaps.map((change) => ({ change, running: modules.fitting(change) }));
    const draft = new Draft(new Map(swaps.map(({ script, url }) => [script, url])), this.#limitMs);
    this.#draft = draft;
    program.draft = draft;
    try {
      await hooks.serve(swaps);
      for (const { script } of swaps) modules.await(script);
      for (const { change, running } of fitting) {
        const version = await this.#versionOf(change, running);
        const before = program.owned.get(change.url) ?? new Owned();
        this.#loaded.push({ change, running, version, before, after: draft.owned.get(change.url) ?? new Owned() });
      }
      draft.rehearseObjects();
    } finally {
      program.draft = null;
      draft.guard.end();
      hooks.served();
    }
  }

  async #versionOf(change: ModuleSwap, { current: { required } }: Running): Promise<Version> {
    const { modules } = this.#house;
    const namespace = await explained(change, async () => {
      if (!required) return load(change, this.#limitMs);
      modules.compile(change.script, () => within(this.#limitMs, "running it", () => compile(change, required)));
      return null;
    });
    const version = modules.arrived(change.script);
    if (version?.hash !== change.hash) throw new Error(`${change.url} was not loaded as it was to be`);
    version.namespace = namespace;
    return version;
  }

  /** In one turn of the event loop, so that nobody sees a half of it. */
  #switch(): void {
    this.#back = [];
    this.#switchState();
    for (const patch of this.#of("patch")) this.#patch(patch);
    for (const loaded of this.#loaded) this.#exchange(loaded);
    for (const { object, next } of this.#data) {
      const old = structuredClone(object);
      this.#undo(() => become(object, old));
      become(object, next);
    }
  }

  #switchState(): void {
    const { program } = this.#house;
    const draft = this.#draft;
    if (!draft) return;
    for (const [name, { cell, from }] of draft.cells) {
      if (from && from.version !== cell.version) cell.box = { value: migrated(from, cell.definition, this.#limitMs) };
      if (from) this.#undo(() => program.cells.set(name, from));
      program.cells.set(name, cell);
    }
    for (const [name, { next, from }] of draft.objects) {
      if (from) {
        next.object.applyUpgrade(from.version, from.object.prepareUpgrade());
        this.#undo(() => program.objects.set(name, from));
      }
      program.objects.set(name, next);
    }
    for (const [name, run] of draft.entries) this.#enter(name, run);
  }

  #enter(name: string, run: (...args: never[]) => unknown): void {
    const entry = this.#house.program.entries.get(name);
    if (!entry) return;
    const { run: old } = entry;
    this.#undo(() => Object.assign(entry, { run: old }));
    entry.run = run;
  }

  #patch(patch: ModulePatch): void {
    const running = this.#house.modules.fitting(patch);
    const { undo, replaced } = apply(running.current, patch);
    this.#undo(undo);
    this.#undo(bringOut(running));
    this.#undo(handOutReplaced(running, replaced, this.#house.modules));
    for (const [name, { run }] of this.#house.program.entries) {
      const next = replaced.get(run);
      if (typeof next === "function") this.#enter(name, next as (...args: never[]) => unknown);
    }
  }

  #exchange({ change: { url, script }, running, version, before, after }: Loaded): void {
    const { program, hooks } = this.#house;
    const { current, faces } = running;
    const gained = Object.keys(version.namespace ?? {}).some((name) => !faces.some((face) => name in face.exports));
    this.#undo(() => Object.assign(running, { current, faces }));
    running.current = version;
    // New versions that were loaded together are linked to each other, and who needs a new export is linked to it from now on.
    if (gained || this.#loaded.length > 1) running.faces = [...faces, version];
    if (gained) this.#undo(hooks.lead(url, script));
    this.#undo(bringOut(running));
    this.#undo(handOut(current, version, this.#house.modules));
    this.#undo(() => program.owned.set(url, before));
    program.owned.set(url, after);
  }

  /** What the new code has done to migrated state goes along to the old code. */
  #carryBack(): void {
    for (const { cell, from } of this.#draft?.cells.values() ?? [])
      if (from && from.version !== cell.version) from.box = { value: migrated(cell, from.definition, this.#limitMs) };
    for (const { next, from } of this.#draft?.objects.values() ?? [])
      from?.object.applyUpgrade(next.version, next.object.prepareUpgrade());
  }

  async #return(): Promise<void> {
    for (const { after } of this.#loaded) await after.stop();
    for (const step of (this.#back ?? []).reverse()) step();
    this.#back = null;
    for (const { before } of this.#loaded) await before.start();
  }

  #undo(step: () => unknown): void {
    this.#back?.push(() => void step());
  }
}
