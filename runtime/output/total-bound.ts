import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { unlessMissing } from "../refusal.ts";

/** Keeps all logs of a tree together below a bound: the oldest of those that are full go. The files that are written into stay. */
export class TotalBound {
  readonly #folder: string;
  readonly #bytes: number | null;
  #looking: Promise<void> | null = null;
  #again = false;

  constructor(folder: string, bytes: number | null) {
    this.#folder = folder;
    this.#bytes = bytes;
  }

  /** Looks at all files, once for all that were full meanwhile. */
  keep(): void {
    if (this.#bytes === null) return;
    this.#again = true;
    this.#looking ??= this.#look(this.#bytes).finally(() => {
      this.#looking = null;
    });
  }

  async kept(): Promise<void> {
    await this.#looking;
  }

  async #look(bound: number): Promise<void> {
    while (this.#again) {
      this.#again = false;
      const files = await sizesIn(this.#folder);
      const full = files.filter(({ file }) => /\.\d+(\.gz)?$/.test(file)).sort((a, b) => a.at - b.at);
      let total = files.reduce((sum, { bytes }) => sum + bytes, 0);
      for (const { file, bytes } of full) {
        if (total <= bound) break;
        await rm(file, { force: true });
        total -= bytes;
      }
    }
  }
}

async function sizesIn(folder: string): Promise<{ file: string; bytes: number; at: number }[]> {
  const names = await readdir(folder);
  const looks = names.map(async (name) => {
    const file = join(folder, name);
    const found = await stat(file).catch(unlessMissing); // renamed meanwhile
    return found ? { file, bytes: found.size, at: found.mtimeMs } : [];
  });
  return (await Promise.all(looks)).flat();
}
