import type { Handles } from "./inspect/handles.ts";
import { sourceOfFile } from "./inspect/stack.ts";
import type { CdpEvent } from "./process/cdp.ts";
import type { Target } from "./process/target.ts";

/** Every file that processes have loaded, and every source that those were made from, each once. */
export class LoadedSources {
  readonly #handles: Handles;
  readonly #emit: (event: string, body: object) => void;
  readonly #told = new Set<string>();
  #asked = false;

  constructor(handles: Handles, emit: (event: string, body: object) => void) {
    this.#handles = handles;
    this.#emit = emit;
  }

  async list(targets: readonly Target[]) {
    this.#asked = true;
    const sources = new Map<string, object>();
    for (const target of targets)
      for (const script of [...target.scripts.all]) {
        const mapping = await script.mapping;
        const files = mapping ? [...mapping.files] : [];
        if (script.file !== null) files.push(script.file);
        for (const file of files) {
          if (sources.has(file)) continue;
          sources.set(file, sourceOfFile(this.#handles, target, file, mapping));
          this.#told.add(file);
        }
      }
    return { sources: [...sources.values()] };
  }

  /** A client that has asked once hears of what comes later. */
  heard(target: Target, event: CdpEvent): void {
    if (!this.#asked || event.method !== "Debugger.scriptParsed") return;
    const script = target.scripts.get(event.params.scriptId);
    void script?.mapping.then((mapping) => {
      for (const file of [...(mapping?.files ?? []), ...(script.file === null ? [] : [script.file])]) {
        if (this.#told.has(file)) continue;
        this.#told.add(file);
        const source = sourceOfFile(this.#handles, target, file, mapping);
        this.#emit("loadedSource", { reason: "new", source });
      }
    });
  }
}
