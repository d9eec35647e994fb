import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Language, loadableName } from "../core/reload/language.ts";

/** A folder with the texts of modules, by their SHA-256, that all processes of a tree share. Files come into being whole. */
export class SourceStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Keeps the text as it is on disk and answers with what is loaded in its place; `make` is only called by the first process. */
  loadable(text: string, hash: string, language: Language, make: () => string): string {
    const file = join(this.#folder, loadableName(hash, language));
    const known = read(file);
    if (known !== null) return known;
    this.keep(text, hash);
    const made = make();
    this.#write(file, made);
    return made;
  }

  /** What was made of a text by whoever loaded it first; null where nobody has. */
  ready(hash: string, language: Language): string | null {
    return read(join(this.#folder, loadableName(hash, language)));
  }

  keep(text: string, hash: string): void {
    if (this.text(hash) === null) this.#write(join(this.#folder, hash), text);
  }

  /** A text that was kept, by its hash; null where it is not. */
  text(hash: string): string | null {
    return read(join(this.#folder, hash));
  }

  #write(file: string, text: string): void {
    mkdirSync(this.#folder, { recursive: true });
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, text, { mode: 0o600 });
    renameSync(draft, file);
  }
}

function read(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
