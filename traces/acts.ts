import {
  type Attributes,
  type HistoryEntry,
  type Path,
  type ReloadEvent,
  type Report,
  type Span,
  supervisionService,
  type TreeNode,
} from "../wire/index.ts";

/** Where an act belongs: an exit begins a trace, what the plan and the restart make of it goes on with it. */
interface Place {
  trace: string;
  id: string;
}

type Act = Partial<Pick<Span, "trace" | "parent" | "status" | "message" | "attributes" | "incarnation">> &
  Pick<Span, "name" | "start" | "end" | "path">;

const names: Record<NonNullable<Report["about"]>["context"], string | null> = {
  started: null, // the tree's own deltas tell it
  start_error: "start failed",
  child_terminated: "exit",
  shutdown_error: "stop not obeyed",
  shutdown: "gave up",
  max_uptime: "maximum uptime",
  changed: "changed",
};

/** What supervision does, as spans: it is told what happens to the tree, in its order. `newId` makes so many random hexadecimal digits. */
export class Acts {
  readonly #node: string;
  readonly #newId: (digits: number) => string;
  readonly #known = new Map<Path, TreeNode>();
  /** Exits that have not led to another start yet. */
  readonly #exits = new Map<Path, Place & { at: number }>();

  constructor(node: string, newId: (digits: number) => string, nodes: readonly TreeNode[]) {
    this.#node = node;
    this.#newId = newId;
    for (const each of nodes) this.#known.set(each.path, each);
  }

  of(entry: HistoryEntry): Span[] {
    switch (entry.kind) {
      case "delta":
        for (const path of entry.delta.removed) this.#forget(path);
        return entry.delta.changed.flatMap((node) => this.#moved(node));
      case "report":
        return this.#reported(entry.report);
      case "reload":
        return this.#reloaded(entry.event);
    }
  }

  #forget(path: Path): void {
    this.#known.delete(path);
    this.#exits.delete(path);
  }

  #moved(node: TreeNode): Span[] {
    const before = this.#known.get(node.path);
    this.#known.set(node.path, node);
    if (node.kind === "supervisor" || !before || before.state === node.state) return [];
    const { path, incarnation } = node;
    const span = (name: string): Span =>
      this.#span({ name, path, incarnation, start: before.since * 1000, end: node.since * 1000 });
    if (before.state === "paused") return [span("pause")];
    if (before.state === "held") return [span("hold")];
    if (before.state === "starting" && node.state === "running") return [this.#started(node, before.since)];
    if (node.state === "waiting" || node.state === "stopped") this.#exits.delete(path);
    return [];
  }

  #started({ path, incarnation, since }: TreeNode, began: number): Span {
    const exit = this.#exits.get(path);
    this.#exits.delete(path);
    if (!exit) return this.#span({ name: "start", path, incarnation, start: began * 1000, end: since * 1000 });
    const { trace, id: parent } = exit;
    return this.#span({ name: "restart", path, incarnation, trace, parent, start: exit.at, end: since * 1000 });
  }

  #reported({ at, severity, path, message, about }: Report): Span[] {
    const name = about && names[about.context];
    if (!about || !name) return [];
    const start = at * 1000;
    const attributes: Attributes = {
      ...(about.reason !== null && { "supertree.reason": about.reason }),
      ...(about.element !== null && { "supertree.plan.element": about.element }),
      "supertree.restarts": about.restarts,
    };
    const status = severity === "error" || severity === "warning" ? "error" : "unset";
    const act = this.#span({
      name,
      path,
      incarnation: about.incarnation,
      start,
      end: start,
      status,
      message,
      attributes,
    });
    if (about.context === "child_terminated" || about.context === "start_error") {
      this.#exits.set(path, { trace: act.trace, id: act.id, at: start });
    }
    const element = about.plan?.[about.element ?? -1];
    if (element === undefined) return [act];
    const plan = this.#span({
      name: `plan ${typeof element === "string" ? element : JSON.stringify(element)}`,
      path,
      incarnation: about.incarnation,
      trace: act.trace,
      parent: act.id,
      start,
      end: about.dueAt === null ? start : about.dueAt * 1000,
    });
    return [act, plan];
  }

  #reloaded({ what, at, by, result }: ReloadEvent): Span[] {
    if (result.outcome !== "committed") return [];
    const times = { start: (at - result.elapsedMs) * 1000, end: at * 1000 };
    const attributes = { "code.file.path": result.reloaded.map(({ file }) => file), ...(by !== null && { by }) };
    const whole = this.#span({ name: what, path: null, attributes, ...times });
    const paths = new Set(result.reloaded.flatMap(({ processes }) => processes));
    const { trace, id: parent } = whole;
    return [whole, ...[...paths].map((path) => this.#span({ name: what, path, trace, parent, ...times }))];
  }

  #span(act: Act): Span {
    return {
      trace: act.trace ?? this.#newId(32),
      id: this.#newId(16),
      parent: act.parent ?? null,
      name: act.name,
      kind: "internal",
      start: act.start,
      end: Math.max(act.start, act.end),
      status: act.status ?? "unset",
      message: act.message ?? "",
      attributes: act.attributes ?? {},
      events: [],
      links: [],
      service: supervisionService,
      path: act.path,
      incarnation: act.incarnation ?? null,
      node: this.#node,
    };
  }
}
