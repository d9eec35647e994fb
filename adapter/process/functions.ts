import { functionPlaces, type TextPlace } from "../../core/index.ts";
import { type Cdp, onlyExpected } from "./cdp.ts";
import type { Script } from "./scripts.ts";

/** Where a process has the functions that breakpoints are wanted on: looked up in the texts that it has loaded or is about to run. */
export class Functions {
  readonly #cdp: Cdp;
  readonly #isOwn: (script: Pick<Script, "url" | "file">) => boolean;
  /** Places by name, then by the URL of the code. */
  readonly #found = new Map<string, Map<string, readonly TextPlace[]>>();

  constructor(cdp: Cdp, isOwn: (script: Pick<Script, "url" | "file">) => boolean) {
    this.#cdp = cdp;
    this.#isOwn = isOwn;
  }

  get names(): readonly string[] {
    return [...this.#found.keys()];
  }

  /** Looks the name up in all that is loaded; from now on what is read is looked through for it, too. */
  async add(name: string, loaded: Iterable<Script>): Promise<void> {
    if (this.#found.has(name)) return;
    this.#found.set(name, new Map());
    await Promise.all([...loaded].filter(this.#isOwn).map((script) => this.#readScript(script)));
  }

  /** A text that is about to run. */
  read(url: string, text: string): void {
    for (const [name, places] of this.#found) {
      const found = functionPlaces(text, name);
      if (found.length > 0) places.set(url, found);
    }
  }

  placesOf(name: string): { url: string; places: readonly TextPlace[] }[] {
    return [...(this.#found.get(name) ?? [])].map(([url, places]) => ({ url, places }));
  }

  clear(): void {
    this.#found.clear();
  }

  async #readScript({ id, url }: Script): Promise<void> {
    try {
      const { scriptSource } = await this.#cdp.call("Debugger.getScriptSource", { scriptId: id });
      this.read(url, scriptSource);
    } catch (error) {
      onlyExpected(error); // it was collected, or the process is gone
    }
  }
}
