import { isBuiltin } from "node:module";
import type { FromAgent } from "../../wire/index.ts";
import type { LiveProcess, Processes } from "./processes.ts";

/** A process that answers later than this is busy; what its aliases lead to is then not known. */
const answerWithinMs = 1_000;

/** Whether an import of a module leads to a URL. */
export type Lead = (specifier: string, url: string) => boolean;

/** Where imports lead. What a relative one says can be read; of all others the process that has loaded the module is asked, once for each text. */
export class Leads {
  readonly #processes: Processes;
  readonly #known = new Map<string, Promise<ReadonlyMap<string, string | null>>>();

  constructor(processes: Processes) {
    this.#processes = processes;
  }

  async of(process: LiveProcess, from: string, specifiers: readonly string[]): Promise<Lead> {
    const others = [...new Set(specifiers.filter((each) => !isRelative(each) && !isBuiltin(each)))];
    const known = others.length > 0 ? await this.#resolved(process, from, others) : null;
    return (specifier, url) => (isRelative(specifier) ? means(specifier, from, url) : known?.get(specifier) === url);
  }

  #resolved(process: LiveProcess, from: string, specifiers: string[]): Promise<ReadonlyMap<string, string | null>> {
    const key = `${from} ${specifiers.join(" ")}`;
    const known = this.#known.get(key) ?? this.#ask(process, from, specifiers, key);
    this.#known.set(key, known);
    return known;
  }

  async #ask(process: LiveProcess, from: string, specifiers: string[], key: string) {
    const wants = (heard: FromAgent) => heard.kind === "resolved" && heard.from === from;
    const isPaused = this.#processes.reach.isPaused(process);
    const heard = isPaused
      ? "silent"
      : await this.#processes.ask(process, { kind: "resolve", from, specifiers }, wants, answerWithinMs);
    const urls = typeof heard === "object" && heard.kind === "resolved" ? heard.urls : null;
    if (urls === null) this.#known.delete(key); // another process is asked next time
    return new Map(specifiers.map((specifier, index) => [specifier, urls?.[index] ?? null]));
  }
}

function isRelative(specifier: string): boolean {
  return /^(\.{0,2}\/|file:|\.{1,2}$)/.test(specifier);
}

/** Whether a relative import leads to the module; TypeScript may be named as what it is compiled to, and tsx adds an ending. */
function means(from: string, importer: string, url: string): boolean {
  const named = new URL(from, importer).href;
  if (named === url) return true;
  const typed = named.replace(/\.([cm]?)js$/, ".$1ts");
  const endings = [".ts", ".js", ".mts", ".mjs", ".cts", ".cjs", "/index.ts", "/index.js"];
  return typed === url || endings.some((ending) => named.replace(/\/$/, "") + ending === url);
}
