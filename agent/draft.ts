import type { StateDefinition, Upgradable } from "./declared.ts";
import { Guard } from "./guard.ts";
import { Owned } from "./owned.ts";
import { type Cell, canRehearse, migrated, stepsBetween } from "./state.ts";

/** An object of the class form and the version of its state. */
export interface Versioned {
  object: Upgradable;
  version: number;
}

/** A state in the new code, and the running one it comes from; null where the process has none. */
export interface NextCell {
  cell: Cell;
  from: Cell | null;
}

/** What the new versions of modules ask for while they are loaded beside the running ones; nothing of it is in force yet. */
export class Draft {
  readonly owned = new Map<string, Owned>();
  readonly cells = new Map<string, NextCell>();
  readonly entries = new Map<string, (...args: never[]) => unknown>();
  readonly objects = new Map<string, { next: Versioned; from: Versioned | null }>();
  readonly guard: Guard;
  readonly #scripts: ReadonlyMap<string, string>;
  readonly #limitMs: number;

  /** `scripts`: the URL that a new version is loaded under → the module's own. */
  constructor(scripts: ReadonlyMap<string, string>, limitMs: number) {
    this.#scripts = scripts;
    this.#limitMs = limitMs;
    this.guard = new Guard(scripts.keys());
    for (const url of scripts.values()) this.owned.set(url, new Owned());
  }

  /** The module whose new version is asking; undefined when it is somebody else. */
  moduleOf(script: string): string | undefined {
    return this.#scripts.get(script);
  }

  /** Declares a state in new code. Throws when the running one has no way there, or a step of the rehearsal fails. */
  state(name: string, owner: string, definition: StateDefinition<unknown>, from: Cell | null): Cell {
    const { version } = definition;
    const cell: Cell = { name, version, owner, definition, box: this.#boxFor(definition, from) };
    this.cells.set(name, { cell, from });
    return cell;
  }

  #boxFor(definition: StateDefinition<unknown>, from: Cell | null): Cell["box"] {
    if (!from) return { value: definition.initial() };
    if (from.version === definition.version) {
      migrated(from, definition, this.#limitMs);
      return from.box;
    }
    stepsBetween(from, definition);
    return { value: canRehearse(from) ? migrated(from, definition, this.#limitMs) : undefined };
  }

  /** Has each object of the class form take what the running one hands over, as a copy. */
  rehearseObjects(): void {
    const { deserialize, serialize } = process.getBuiltinModule("node:v8");
    for (const [name, { next, from }] of this.objects) {
      if (!from) continue;
      const handed = from.object.prepareUpgrade();
      let copy: unknown;
      try {
        copy = deserialize(serialize(handed));
      } catch {
        continue; // it hands over what cannot be copied: it is handed over in earnest only
      }
      try {
        next.object.applyUpgrade(from.version, copy);
      } catch (error) {
        throw new Error(
          `\`${name}\` does not take the state of version ${from.version}: ${error instanceof Error ? error.message : String(error)}`,
        );
      }
    }
  }
}
