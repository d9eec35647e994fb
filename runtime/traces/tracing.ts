import { Acts } from "../../traces/index.ts";
import type { HistoryEntry, Span, TreeNode } from "../../wire/index.ts";
import { Forwarding } from "./forward.ts";
import { TraceStore } from "./store.ts";

export interface TracingOptions {
  node: string;
  /** Another collector that gets every span, too; null: none. */
  forward: string | null;
  /** The tree as it stands. */
  nodes: readonly TreeNode[];
  newId: (digits: number) => string;
  /** Something new is kept. */
  changed: () => void;
  remark: (message: string) => void;
}

/** The traces of a tree whose spec says `trace: true`: what its processes send, and what supervision does, at its time. */
export class Tracing {
  readonly store = new TraceStore();
  readonly #acts: Acts;
  readonly #forwarding: Forwarding | null;
  readonly #changed: () => void;

  constructor({ node, forward, nodes, newId, changed, remark }: TracingOptions) {
    this.#acts = new Acts(node, newId, nodes);
    this.#forwarding = forward === null ? null : new Forwarding(forward, remark);
    this.#changed = changed;
  }

  /** Something happened to the tree. */
  note(entry: HistoryEntry): void {
    this.take(this.#acts.of(entry), 0);
  }

  /** Spans have come in, and so much that is none. */
  take(spans: readonly Span[], refused: number): void {
    if (spans.length + refused === 0) return;
    this.store.add(spans, refused);
    this.#forwarding?.put(spans);
    this.#changed();
  }

  close(): void {
    this.#forwarding?.close();
  }
}
