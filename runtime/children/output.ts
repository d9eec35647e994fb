import type { LogLine } from "../../wire/index.ts";
import { isInspectorLine } from "../output/inspector-lines.ts";
import { Spool } from "../output/spool.ts";
import type { Reading, Spools } from "../output/spools.ts";
import { Announced } from "../readiness/announced.ts";
import type { Cancel, Hear, Places, StartOrder } from "../world.ts";

/** What one incarnation writes: told line by line, and looked at for the word that it is ready. */
export class Output {
  readonly #of: StartOrder;
  readonly #spools: Spools;
  readonly #hear: Hear;
  readonly #announced: Announced | null;
  #reading: Promise<Reading> | null = null;
  #hushed = false;
  #unlisten: Cancel = () => {};

  constructor(of: StartOrder, spools: Spools, hear: Hear) {
    this.#of = of;
    this.#spools = spools;
    this.#hear = hear;
    const { ready } = of.spec;
    this.#announced = ready?.by === "log" || ready?.by === "fd" ? new Announced(ready) : null;
  }

  /** From the beginning: nothing was written yet. */
  begin(): void {
    this.#reading = Promise.resolve(this.#follow({ stdout: 0, stderr: 0 }));
    this.#listen();
  }

  /** From where its log ends: what an earlier runtime has kept is not told again, but counts as said. */
  resume(): void {
    this.#reading ??= this.#hear.keptUpTo().then((places) => {
      this.#recall(places);
      const reading = this.#follow(places);
      reading.look();
      return reading;
    });
    this.#listen();
  }

  /** Settles when all that was written has been told. */
  async finish(): Promise<void> {
    this.#unlisten();
    await (await this.#reading)?.finish();
  }

  /** The files are not needed any more once the lines are kept. */
  async remove(): Promise<void> {
    await this.#hear.kept();
    const { stdout, stderr, announce } = this.#spools.files(this.#of);
    this.#spools.remove(this.#of.spec.ready?.by === "fd" ? [stdout, stderr, announce] : [stdout, stderr]);
  }

  awaitReady(ready: () => void): Cancel | null {
    return this.#announced?.await(ready) ?? null;
  }

  hushInspector(): void {
    this.#hushed = true;
  }

  /** A word of ours among the child's own. */
  say(text: string): void {
    this.#tell("stderr", `(supertree: ${text})`, null);
  }

  #follow(from: Places): Reading {
    return this.#spools.follow(this.#of, from, this.#give, () => this.#hear.kept());
  }

  readonly #give = (stream: LogLine["stream"], text: string, end: number): void => {
    if (this.#hushed && stream === "stderr" && isInspectorLine(text)) return;
    this.#announced?.see(text);
    this.#tell(stream, text, end);
  };

  #tell(stream: LogLine["stream"], text: string, end: number | null): void {
    const { path, incarnation } = this.#of;
    this.#hear.line({ path, incarnation, stream, at: Date.now(), text }, end);
  }

  /** What it writes on a descriptor of its own: the end of the first line counts. */
  #listen(): void {
    if (this.#of.spec.ready?.by !== "fd") return;
    const { announce } = this.#spools.files(this.#of);
    const look = () => {
      if (new Spool(announce, 0).read(() => {})) this.#announced?.say();
    };
    this.#unlisten = this.#spools.onChange(announce, look);
    look();
  }

  #recall(before: { stdout: number; stderr: number }): void {
    if (this.#of.spec.ready?.by !== "log") return;
    const files = this.#spools.files(this.#of);
    for (const stream of ["stdout", "stderr"] as const) {
      const spool = new Spool(files[stream], 0);
      let more = true;
      const see = (text: string, end: number) => {
        if (end <= before[stream]) this.#announced?.see(text);
        else more = false;
      };
      while (more && spool.read(see));
    }
  }
}
