import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { LogRules } from "../../spec/index.ts";
import { unlessMissing } from "../refusal.ts";

export const numbered = (file: string, age: number) => (age === 0 ? file : `${file}.${age}`);
export const compressed = (file: string) => `${file}.gz`;

/**
 * Makes room for the next of a log's files. A full one is compressed beside the writing of the next; one that a crash has left as it was
 * stays so, and while there are both of one the plain one is the one that is read.
 */
export class Rotation {
  readonly #file: string;
  readonly #rules: LogRules;
  #compressing: Promise<void> = Promise.resolve();

  constructor(file: string, rules: LogRules) {
    this.#file = file;
    this.#rules = rules;
  }

  async turn(): Promise<void> {
    await this.#compressing;
    const { keep, compress } = this.#rules;
    await this.#forget(keep - 1);
    for (let age = keep - 1; age > 0; age--) {
      const [from, to] = [numbered(this.#file, age - 1), numbered(this.#file, age)];
      await rename(from, to).catch(unlessMissing);
      await rename(compressed(from), compressed(to)).catch(unlessMissing);
    }
    if (compress && keep > 1) this.#compressing = this.#compress(numbered(this.#file, 1));
  }

  /** Settles when nothing is being compressed. */
  settled(): Promise<void> {
    return this.#compressing;
  }

  /** Those of this age and older, of which more may be left from when more were kept. */
  async #forget(from: number): Promise<void> {
    for (let age = from, left = true; left; age++) {
      const file = numbered(this.#file, age);
      left = (await isRemoved(file)) || (await isRemoved(compressed(file)));
    }
  }

  /** Without room for both it stays as it is. */
  async #compress(file: string): Promise<void> {
    const draft = `${compressed(file)}.new`;
    try {
      await writeFile(draft, await promisify(gzip)(await readFile(file)), { mode: 0o600 });
      await rename(draft, compressed(file));
      await rm(file);
    } catch {
      await rm(draft, { force: true });
    }
  }
}

async function isRemoved(file: string): Promise<boolean> {
  return (await rm(file).then(() => true, unlessMissing)) === true;
}
