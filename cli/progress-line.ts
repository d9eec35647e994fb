import { type Client, watchTree } from "../client/index.ts";
import type { Snapshot } from "../wire/index.ts";
import { type Progress, progressText } from "../words/index.ts";

const barWidth = 30;
/** Fewer are there before anybody has read the line. */
const worthwhile = 5;

/** What of standard error it needs. */
export interface Terminal {
  isTTY?: boolean;
  write(text: string): unknown;
}

/** The last line of a terminal, drawn anew as many children start or stop. Where there is no terminal, nothing. */
export class ProgressLine {
  readonly #terminal: Terminal | null;
  #shown = "";

  constructor(options: { json?: boolean }, terminal: Terminal = process.stderr) {
    this.#terminal = terminal.isTTY && !options.json ? terminal : null;
  }

  show(progress: Progress | null): void {
    const text = progress && progress.total >= worthwhile ? progressText(progress, barWidth) : "";
    if (text === this.#shown) return;
    this.#terminal?.write(`\r${text}\u001b[K`);
    this.#shown = text;
  }

  /** Prints other lines where the line was, and the line below them again. */
  aside(print: () => void): void {
    if (this.#shown !== "") this.#terminal?.write("\r\u001b[K");
    print();
    if (this.#shown !== "") this.#terminal?.write(this.#shown);
  }

  /** Shows how far the tree has come while `work` is under way; without a terminal the tree is not even watched. */
  async during<T>(client: Client, progressOf: (tree: Snapshot) => Progress | null, work: () => Promise<T>): Promise<T> {
    const watch = this.#terminal && (await watchTree(client, (tree) => this.show(progressOf(tree))));
    try {
      return await work();
    } finally {
      watch?.stop();
      this.show(null);
    }
  }
}
