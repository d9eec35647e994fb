import { closeSync, openSync, rmSync } from "node:fs";
import type { StartByKeeper } from "../wire/keeper.ts";

/**
 * Files of incarnations that may be started next, opened while the runtime decides about an end: to make a file takes as long as to
 * decide does. One that is not needed is taken away again.
 */
export class Ahead {
  readonly #descriptors = new Map<string, number>();

  /** Whatever goes wrong here goes wrong again, and is told, when the file is needed. */
  open(files: readonly string[]): void {
    for (const file of files) {
      try {
        if (!this.#descriptors.has(file)) this.#descriptors.set(file, appendTo(file));
      } catch {
        return;
      }
    }
  }

  /** The descriptor belongs to whoever asks from then on. */
  take(file: string): number {
    const descriptor = this.#descriptors.get(file) ?? appendTo(file);
    this.#descriptors.delete(file);
    return descriptor;
  }

  drop(files: readonly string[]): void {
    for (const file of files) {
      const descriptor = this.#descriptors.get(file);
      if (descriptor === undefined) continue;
      this.#descriptors.delete(file);
      closeSync(descriptor);
      rmSync(file, { force: true });
    }
  }

  dropAll(): void {
    this.drop([...this.#descriptors.keys()]);
  }
}

/** `…/api.3.out`, `…/api.3.err` of incarnation 3 → `…/api.4.out`, `…/api.4.err` */
export function filesAfter({ incarnation, stdout, stderr }: StartByKeeper): string[] {
  const own = `.${incarnation}.`;
  return [stdout, stderr].flatMap((file) => {
    const at = file.lastIndexOf(own);
    return at < 0 ? [] : `${file.slice(0, at)}.${incarnation + 1}.${file.slice(at + own.length)}`;
  });
}

function appendTo(file: string): number {
  return openSync(file, "a", 0o600);
}
