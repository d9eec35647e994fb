import * as vscode from "vscode";
import type { ModuleVersion } from "../../wire/index.ts";
import type { Nodes } from "../connection/nodes.ts";
import type { RuntimeNode } from "../connection/runtime-node.ts";
import type { Reporter } from "../reports/reporter.ts";

/** One source file of a running tree, with what each process runs of it. */
export interface ModuleFile {
  node: RuntimeNode;
  file: string;
  versions: readonly ModuleVersion[];
}

/**
 * Which version of each source file every process runs. It is asked for while somebody looks, and anew after each reload,
 * after each save, and when processes came or went.
 */
export class ModuleVersions implements vscode.Disposable {
  readonly #nodes: Nodes;
  readonly #reporter: Reporter;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #listening: vscode.Disposable;
  #files: readonly ModuleFile[] = [];
  #asking: Promise<void> | null = null;
  #askAgain = false;
  #looking = 0;
  readonly onDidChange = this.#changed.event;

  constructor(nodes: Nodes, reporter: Reporter) {
    this.#nodes = nodes;
    this.#reporter = reporter;
    this.#listening = vscode.Disposable.from(
      nodes.onDidHappen(({ event }) => {
        const isTold = event.kind === "notice" && event.notice.name === "reloaded";
        const isAgent = event.kind === "tree" && event.touched.changed.length + event.touched.removed.length > 0;
        if (isTold || isAgent || event.kind === "state") this.#ask();
      }),
      vscode.workspace.onDidSaveTextDocument(() => this.#ask()),
    );
  }

  get files(): readonly ModuleFile[] {
    return this.#files;
  }

  of(file: string): ModuleFile | undefined {
    return this.#files.find((each) => each.file === file);
  }

  /** Somebody looks from now on, until what is returned is given back. */
  look(): vscode.Disposable {
    this.#looking += 1;
    this.#ask();
    return new vscode.Disposable(() => {
      this.#looking -= 1;
    });
  }

  dispose(): void {
    this.#listening.dispose();
    this.#changed.dispose();
  }

  /** One question at a time: what happens meanwhile is answered by the next. */
  #ask(): void {
    if (this.#looking === 0) return;
    this.#askAgain = this.#asking !== null;
    this.#asking ??= this.#read()
      .catch((error: unknown) => this.#reporter.output.warn(`Module versions: ${String(error)}`))
      .finally(() => {
        this.#asking = null;
        if (this.#askAgain) this.#ask();
      });
  }

  async #read(): Promise<void> {
    const connected = this.#nodes.all.filter(({ state }) => state.kind === "connected");
    const answers = await Promise.all(
      connected.map(async (node) => filesOf(node, (await node.call("modules", {})).modules)),
    );
    this.#files = answers.flat();
    this.#changed.fire();
  }
}

function filesOf(node: RuntimeNode, modules: readonly ModuleVersion[]): ModuleFile[] {
  const byFile = new Map<string, ModuleVersion[]>();
  for (const module of modules) byFile.set(module.file, [...(byFile.get(module.file) ?? []), module]);
  return [...byFile]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([file, versions]) => ({ node, file, versions: versions.sort((a, b) => natural.compare(a.path, b.path)) }));
}

/** `device-2` before `device-10`. */
const natural = new Intl.Collator("en", { numeric: true });
