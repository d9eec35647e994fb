export type Stream = "stdout" | "stderr";

/** A text that a process is about to write: its lines, once they are known, and where it comes from. */
export interface Expected<Origin> {
  lines: readonly string[] | null;
  origin: Origin;
}

/** How many announced texts are looked through for a line: those before it were written elsewhere, or not at all. */
const lookAhead = 50;

/**
 * Finds for each line that a process wrote the console call that wrote it. A line without one is simply a line;
 * a call whose line never comes costs nothing. So no line is lost or shown twice, whatever the program does to its console.
 */
export class Printing<Origin> {
  readonly #expected: Record<Stream, Expected<Origin>[]> = { stdout: [], stderr: [] };
  /** Lines that were shown with the first of their call. */
  readonly #following: Record<Stream, string[]> = { stdout: [], stderr: [] };
  readonly #depths = new Map<Expected<Origin>, number>();
  #depth = 0;

  expect(stream: Stream, expected: Expected<Origin>): void {
    this.#depths.set(expected, this.#depth);
    const queue = this.#expected[stream];
    queue.push(expected);
    for (const old of queue.splice(0, Math.max(0, queue.length - lookAhead))) this.#depths.delete(old);
  }

  /** Its text is known now; null: it cannot be. Groups indent it as Node does. */
  settle(expected: Expected<Origin>, lines: readonly string[] | null): void {
    const margin = "  ".repeat(this.#depths.get(expected) ?? 0);
    expected.lines = lines?.map((line) => margin + line) ?? null;
  }

  indent(): void {
    this.#depth++;
  }

  outdent(): void {
    this.#depth = Math.max(0, this.#depth - 1);
  }

  /** The whole text that begins with this line; "shown" when the line was part of one; null when it is a line of its own. */
  take(stream: Stream, line: string): { lines: readonly string[]; origin: Origin } | "shown" | null {
    const following = this.#following[stream];
    if (following[0] === line) {
      following.shift();
      return "shown";
    }
    following.length = 0;
    const queue = this.#expected[stream];
    const at = queue.findIndex(({ lines }) => lines?.[0] === line);
    const found = queue[at];
    if (!found?.lines) return null;
    for (const passed of queue.splice(0, at + 1)) this.#depths.delete(passed);
    following.push(...found.lines.slice(1));
    return { lines: found.lines, origin: found.origin };
  }
}
