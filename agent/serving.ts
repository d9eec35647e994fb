import type { ModuleSwap } from "../wire/agent.ts";

type Served = Pick<ModuleSwap, "url" | "script" | "hash">;

/** What a new version is loaded from, and which version of a module others are linked to. Lives where the loader hooks run. */
export class Serving {
  readonly #texts = new Map<string, string>();
  readonly #leads = new Map<string, string>();
  #together = new Map<string, string>();
  #scripts = new Set<string>();

  constructor(committed: Readonly<Record<string, string>> = {}) {
    for (const [url, hash] of Object.entries(committed)) this.#texts.set(url, hash);
  }

  /** From now on these can be loaded, and see each other's new versions. */
  serve(swaps: readonly Served[]): void {
    for (const { script, hash } of swaps) this.#texts.set(script, hash);
    this.#together = new Map(swaps.map(({ url, script }) => [url, script]));
    this.#scripts = new Set(swaps.map(({ script }) => script));
  }

  served(): void {
    for (const script of this.#scripts) this.#texts.delete(script);
    this.#together.clear();
    this.#scripts.clear();
  }

  /** Who is linked to the module from now on is linked to this version; null for the one that was loaded first. */
  lead(url: string, script: string | null): void {
    if (script === null) this.#leads.delete(url);
    else this.#leads.set(url, script);
  }

  leadOf(url: string): string | null {
    return this.#leads.get(url) ?? null;
  }

  /** Whether it is the URL of a new version that is being loaded: nothing on disk has to be looked at to find it. */
  isServed(url: string): boolean {
    return this.#scripts.has(url);
  }

  /** The URL to load where a module was found to be at `url`. */
  resolve(url: string, parent: string | undefined): string {
    if (this.#together.size === 0 && this.#leads.size === 0) return url;
    const together = parent !== undefined && this.#scripts.has(parent) ? this.#together.get(url) : undefined;
    return together ?? this.#leads.get(url) ?? url;
  }

  /** Hash of the kept text that is loaded instead of the file; null where it is the file. */
  textOf(url: string): string | null {
    return this.#texts.get(url) ?? null;
  }
}
