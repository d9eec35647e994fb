import type { LogLine, ToPanel } from "../../wire/index.ts";
import type { RuntimeNode } from "../connection/runtime-node.ts";
import { isMeant, type LogFollows } from "../logs/follows.ts";

/** Lines of so many milliseconds go to the panel together. */
const gatherMs = 50;

/** What children write, for a panel that shows it. */
export class LogFeed {
  readonly #node: RuntimeNode;
  readonly #follows: LogFollows;
  readonly #post: (message: ToPanel) => void;
  readonly #failed: (error: unknown) => void;
  #patterns: readonly string[] | null = null;
  #gathered: LogLine[] = [];
  #due: NodeJS.Timeout | undefined;
  #asked = 0;

  constructor(
    node: RuntimeNode,
    follows: LogFollows,
    post: (message: ToPanel) => void,
    failed: (error: unknown) => void,
  ) {
    this.#node = node;
    this.#follows = follows;
    this.#post = post;
    this.#failed = failed;
  }

  want(patterns: readonly string[] | null): void {
    this.#patterns = patterns;
    this.#gathered = [];
    this.#ask().catch(this.#failed);
  }

  take(lines: readonly LogLine[]): void {
    const patterns = this.#patterns;
    if (patterns === null) return;
    this.#gathered.push(...lines.filter(({ path }) => isMeant(patterns, path)));
    if (this.#gathered.length > 0) this.#due ??= setTimeout(() => this.#give(), gatherMs);
  }

  dispose(): void {
    clearTimeout(this.#due);
    this.want(null);
  }

  /** Only the last question's answer is shown: who looks elsewhere meanwhile does not want the first. */
  async #ask(): Promise<void> {
    const asked = ++this.#asked;
    const lines = await this.#follows.follow(this.#node, this, this.#patterns);
    if (asked === this.#asked && this.#patterns !== null) this.#post({ kind: "logs", anew: true, lines });
  }

  #give(): void {
    this.#due = undefined;
    const lines = this.#gathered;
    this.#gathered = [];
    if (lines.length > 0) this.#post({ kind: "logs", anew: false, lines });
  }
}
