import type { Metrics, Path } from "../../wire/index.ts";
import type { NodeEvent, RuntimeNode } from "../connection/runtime-node.ts";

/** What the runtime is asked to measure on behalf of a panel: the child that is looked at, while the panel is in sight. */
export class MetricsWatch {
  readonly #node: RuntimeNode;
  readonly #failed: (error: unknown) => void;
  #wanted: Path | null = null;
  #inSight = true;
  #asked: Path | null = null;

  constructor(node: RuntimeNode, failed: (error: unknown) => void) {
    this.#node = node;
    this.#failed = failed;
  }

  want(path: Path | null): void {
    this.#wanted = path;
    this.#ask();
  }

  see(inSight: boolean): void {
    this.#inSight = inSight;
    this.#ask();
  }

  /** A new connection knows of no wishes. */
  reconnected(): void {
    this.#asked = null;
    this.#ask();
  }

  /** The metrics in this event, if they are for the panel. */
  heard(event: NodeEvent): Metrics | null {
    if (event.kind !== "notice" || event.notice.name !== "metrics") return null;
    return this.#asked === null ? null : event.notice.params;
  }

  #ask(): void {
    const path = this.#inSight ? this.#wanted : null;
    if (path === this.#asked || this.#node.state.kind !== "connected") return;
    this.#asked = path;
    const asked =
      path === null ? this.#node.call("unwatch_metrics", {}) : this.#node.call("watch_metrics", { paths: [path] });
    asked.catch(this.#failed);
  }
}
