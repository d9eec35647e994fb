import { createHash } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { instrument, type Language, loadableName } from "../../core/reload/index.ts";
import { codeOf } from "../refusal.ts";

/** A module's text with its SHA-256. */
export interface Text {
  text: string;
  hash: string;
}

/** The file's text as it is now; null where there is no such file. */
export async function readText(file: string): Promise<Text | null> {
  const text = await readOrNull(file);
  return text === null ? null : { text, hash: createHash("sha256").update(text).digest("hex") };
}

/** The texts that processes run, by their SHA-256, in a folder that the agents fill. */
export class Texts {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  find(hash: string): Promise<string | null> {
    return readOrNull(join(this.#folder, hash));
  }

  /** A new text: processes load it from here, made reloadable once for all of them, and the next edit is compared with it. */
  async keep({ text, hash }: Text, language: Language | null): Promise<void> {
    await this.#write(hash, text);
    const loadable = language === null ? null : instrument(text, hash, language);
    if (language !== null && loadable !== null) await this.#write(loadableName(hash, language), loadable);
  }

  async #write(name: string, text: string): Promise<void> {
    const file = join(this.#folder, name);
    const draft = `${file}.draft`;
    await writeFile(draft, text, { mode: 0o600 });
    await rename(draft, file);
  }
}

async function readOrNull(file: string): Promise<string | null> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  }
}
