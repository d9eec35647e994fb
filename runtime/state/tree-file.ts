import { closeSync, fsyncSync, openSync, renameSync, writeSync } from "node:fs";
import { readFile, rename } from "node:fs/promises";
import type { Tree } from "../../core/index.ts";
import type { Incarnation, Path } from "../../wire/index.ts";
import type { Legacy } from "../legacy.ts";
import { codeOf } from "../refusal.ts";
import type { ProcessIdentity } from "../world.ts";
import { fromCheckedLines, toCheckedLine } from "./checked-lines.ts";
import { type Born, linesOf, linesSince, type SavedTree, type TreeLine, treeOf } from "./tree-lines.ts";

/** When the file is longer than this and than twice what it says, it is written anew. */
const leastBytes = 1024 * 1024;
/** How long to wait before what could not be written is written again. */
const againMs = 1000;

/** What was found at the start: a tree to go on with, nothing, or a file that cannot be read and was set aside. */
export type Found =
  | { is: "saved"; saved: SavedTree }
  | { is: "nothing" }
  | { is: "unreadable"; aside: string; reason: string };

export async function findTree(file: string): Promise<Found> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  });
  if (text === null || text === "") return { is: "nothing" };
  const lines = fromCheckedLines(text);
  const read = lines.ok ? treeOf(lines.values) : { ok: false as const, reason: `its line ${lines.line} is damaged` };
  if (read.ok) return { is: "saved", saved: read.saved };
  const aside = `${file}.unreadable-${Date.now()}`;
  await rename(file, aside);
  return { is: "unreadable", aside, reason: read.reason };
}

/**
 * The tree on disk, so that another runtime can go on with it. Each step is appended before anything is done about it: this process may
 * be killed at any moment, and what was written is the system's from then on. The whole is synced to the disk when it is written anew.
 */
export class TreeFile implements Legacy {
  readonly #file: string;
  readonly #version: string;
  readonly #machineRun: string;
  readonly #failed: (error: unknown) => void;
  readonly #processes = new Map<Path, Born>();
  #tree: Tree;
  #descriptor: number | null = null;
  #bytes = 0;
  #wholeBytes = 0;
  /** Runs while the file is behind. */
  #again: NodeJS.Timeout | null = null;

  /** `failed` hears each time that the disk begins to refuse. */
  constructor(file: string, version: string, begin: SavedTree, failed: (error: unknown) => void) {
    this.#file = file;
    this.#version = version;
    this.#machineRun = begin.machineRun;
    this.#tree = begin.tree;
    this.#failed = failed;
    for (const [path, born] of begin.processes) this.#processes.set(path, born);
    this.#writeWhole();
  }

  formerOf({ path, incarnation }: Incarnation): ProcessIdentity | null {
    const born = this.#processes.get(path);
    return born?.incarnation === incarnation ? born.process : null;
  }

  note(tree: Tree, changed: readonly Path[]): void {
    const before = this.#tree;
    this.#tree = tree;
    for (const path of changed) if (!tree.nodes.has(path)) this.#processes.delete(path);
    this.#append(linesSince(before, tree, changed));
  }

  born({ path, incarnation }: Incarnation, process: ProcessIdentity): void {
    this.#processes.set(path, { incarnation, process });
    this.#append([{ is: "born", path, incarnation, process }]);
  }

  close(): void {
    if (this.#again) clearTimeout(this.#again);
    if (this.#descriptor !== null) closeSync(this.#descriptor);
    this.#descriptor = null;
  }

  #append(lines: readonly TreeLine[]): void {
    if (lines.length === 0 || this.#descriptor === null) return; // what is behind is written as a whole
    try {
      const text = lines.map(toCheckedLine).join("");
      writeAll(this.#descriptor, text);
      this.#bytes += text.length;
      if (this.#bytes > Math.max(leastBytes, 2 * this.#wholeBytes)) this.#writeWhole();
    } catch (error) {
      this.#fallBehind(error);
    }
  }

  #writeWhole(): void {
    const draft = `${this.#file}.new`;
    const saved = { tree: this.#tree, machineRun: this.#machineRun, processes: this.#processes };
    let descriptor: number | null = null;
    try {
      descriptor = openSync(draft, "w", 0o600);
      const text = [...linesOf(saved, this.#version)].map(toCheckedLine).join("");
      writeAll(descriptor, text);
      fsyncSync(descriptor);
      renameSync(draft, this.#file);
      if (this.#descriptor !== null) closeSync(this.#descriptor);
      this.#descriptor = descriptor;
      this.#bytes = this.#wholeBytes = text.length;
    } catch (error) {
      if (descriptor !== null) closeSync(descriptor);
      this.#fallBehind(error);
    }
  }

  #fallBehind(error: unknown): void {
    if (!this.#again) this.#failed(error);
    if (this.#descriptor !== null) closeSync(this.#descriptor);
    this.#descriptor = null;
    this.#again = setTimeout(() => {
      this.#writeWhole();
      if (this.#descriptor !== null) this.#again = null;
    }, againMs);
  }
}

function writeAll(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
}
