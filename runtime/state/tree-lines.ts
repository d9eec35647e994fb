import {
  assemble,
  type Node,
  type Queue,
  queueOf,
  read,
  type Tree,
  type WrittenNode,
  write,
} from "../../core/index.ts";
import type { ChildSpec } from "../../spec/index.ts";
import type { Path } from "../../wire/index.ts";
import type { ProcessIdentity } from "../world.ts";

/** Of these lines the file of a tree consists; later ones replace earlier ones. */
export type TreeLine =
  | { is: "tree"; format: number; version: string; machineRun: string; root: Path }
  /** `spec` and `queue` where they are others than before. */
  | { is: "node"; node: WrittenNode; spec?: ChildSpec; queue?: Queue }
  /** A surplus child that waits to be stopped: it goes for good, whoever stops it. */
  | { is: "leaving"; path: Path }
  /** A child that is forgotten, with its last incarnation. */
  | { is: "gone"; path: Path; incarnation: number }
  | { is: "born"; path: Path; incarnation: number; process: ProcessIdentity }
  /** All that is to be said of the tree stands before this; what follows was added since. */
  | { is: "whole" };

/** What is known of a tree that another runtime had: its state, and which processes its living children were. */
export interface SavedTree {
  tree: Tree;
  /** Processes mean nothing in another run of the machine. */
  machineRun: string;
  /** By path, of the incarnation that lives. */
  processes: ReadonlyMap<Path, Born>;
}

export interface Born {
  incarnation: number;
  process: ProcessIdentity;
}

/** Raised with every change of what a line says; `migrations[n]` makes lines of format n + 1 out of those of format n. */
export const format = 2;
export type Migrations = Readonly<Record<number, (line: TreeLine) => TreeLine>>;
const migrations: Migrations = { 1: (line) => line };
/** From this format on a file says where it is whole. */
const saysWhole = 2;

export type Read = { ok: true; saved: SavedTree } | { ok: false; reason: string };

/** The tree that lines describe; the first says of which format all are. */
export function treeOf(values: readonly unknown[], steps: Migrations = migrations, newest = format): Read {
  const [header, ...rest] = values as TreeLine[];
  if (header?.is !== "tree") return { ok: false, reason: "it does not begin as the file of a tree" };
  if (header.format > newest)
    return { ok: false, reason: `it was written by version ${header.version}, which is newer` };
  const specs = new Map<Path, ChildSpec>();
  const queues = new Map<Path, Queue>();
  const leaving = new Set<Path>();
  const nodes = new Map<Path, Node>();
  const forgotten = new Map<Path, number>();
  const processes = new Map<Path, Born>();
  let whole = header.format < saysWhole;
  for (const line of migrated(rest, header.format, steps, newest)) {
    switch (line.is) {
      case "tree":
        return { ok: false, reason: "it begins twice" };
      case "node": {
        const spec = line.spec ?? specs.get(line.node.path);
        if (!spec) return { ok: false, reason: `${line.node.path} has no spec` };
        specs.set(line.node.path, spec);
        const queue = line.queue ?? queues.get(line.node.path) ?? [];
        queues.set(line.node.path, queue);
        nodes.set(line.node.path, read(line.node, spec, queue));
        break;
      }
      case "gone":
        nodes.delete(line.path);
        leaving.delete(line.path);
        processes.delete(line.path);
        forgotten.set(line.path, line.incarnation);
        break;
      case "leaving":
        leaving.add(line.path);
        break;
      case "born":
        processes.set(line.path, { incarnation: line.incarnation, process: line.process });
        break;
      case "whole":
        whole = true;
    }
  }
  if (!whole) return { ok: false, reason: "its end is missing" };
  if (!nodes.has(header.root)) return { ok: false, reason: `it has no ${header.root}` };
  const tree = assemble(header.root, [...nodes.values()], forgotten, leaving);
  return { ok: true, saved: { tree, machineRun: header.machineRun, processes } };
}

function migrated(lines: TreeLine[], from: number, steps: Migrations, newest: number): TreeLine[] {
  let all = lines;
  for (let each = from; each < newest; each++) {
    const step = steps[each];
    if (!step) throw new Error(`there is no way from format ${each} to ${each + 1}`);
    all = all.map(step);
  }
  return all;
}

/** All there is to say about a tree. */
export function* linesOf({ tree, machineRun, processes }: SavedTree, version: string): Generator<TreeLine> {
  yield { is: "tree", format, version, machineRun, root: tree.root };
  for (const node of tree.nodes.values()) yield nodeLine(node, undefined);
  for (const gate of tree.gates.values()) for (const path of gate.leaving) yield { is: "leaving", path };
  for (const [path, incarnation] of tree.forgotten) yield { is: "gone", path, incarnation };
  for (const [path, { incarnation, process }] of processes) yield { is: "born", path, incarnation, process };
  yield { is: "whole" };
}

/** What to add once a step has led from one tree to another. */
export function linesSince(before: Tree, after: Tree, changed: readonly Path[]): TreeLine[] {
  const lines = changed.map((path): TreeLine => {
    const node = after.nodes.get(path);
    if (node) return nodeLine(node, before.nodes.get(path));
    return { is: "gone", path, incarnation: after.forgotten.get(path) ?? 0 };
  });
  return [...lines, ...leavingSince(before, after)];
}

/** Of surplus children that wait to be stopped only those that have come to wait: who goes says so itself. */
function leavingSince(before: Tree, after: Tree): TreeLine[] {
  if (before.gates === after.gates) return [];
  return [...after.gates].flatMap(([supervisor, { leaving }]) => {
    const old = before.gates.get(supervisor)?.leaving;
    if (old === leaving || leaving.size <= (old?.size ?? 0)) return [];
    return [...leaving].filter((path) => !old?.has(path)).map((path) => ({ is: "leaving" as const, path }));
  });
}

/** A node as a line; `before`: as the line before had it. */
export function nodeLine(node: Node, before: Node | undefined): TreeLine {
  const spec = before?.spec === node.spec ? {} : { spec: node.spec };
  const queue = before && queueOf(before) === queueOf(node) ? {} : queued(node);
  return { is: "node", node: write(node), ...spec, ...queue };
}

function queued(node: Node): { queue?: Queue } {
  const queue = queueOf(node);
  return queue ? { queue } : {};
}
