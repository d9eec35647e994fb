import type { TestContext } from "node:test";
import { HotReload, type Memory, nothingYet } from "../../runtime/reload/index.ts";
import type { AgentSettings, ReloadProgress, ReloadResult } from "../../wire/index.ts";
import { type Agent, Place, type Program } from "./child.ts";

/** The coordinator over real processes, with this test in the place of the rest of the runtime. */
export class Tree {
  readonly place: Place;
  readonly agents = new Map<string, Agent>();
  readonly reload: HotReload;
  /** Paths of children that the runtime would know to have only just begun. */
  young: string[] = [];
  /** Hears how far a reload has come. */
  progress: (progress: ReloadProgress) => void = () => {};
  /** What a later runtime would have from this one. */
  memory: Memory;
  /** The first process that was brought up to a reload which took place while it started; with what was in the way, if anything was. */
  readonly caughtUp: Promise<string>;
  /** Paths of processes that the runtime would know to be paused. */
  readonly paused = new Set<string>();
  readonly #loaded = new Map<string, () => void>();
  readonly #answers = new Map<string, () => void>();
  readonly #inspectors = new Map<string, (url: string) => void>();

  private constructor(place: Place, memory = nothingYet) {
    this.place = place;
    this.memory = memory;
    let caught = (_: string) => {};
    this.caughtUp = new Promise((settle) => {
      caught = settle;
    });
    this.reload = new HotReload({
      sources: place.sources,
      folder: place.folder,
      order: () => [...this.agents.keys()],
      send: (to, message) => this.agents.get(to.path)?.send(message),
      isPaused: ({ path }) => this.paused.has(path),
      starting: () => this.young,
      answerWithinMs: 2_000,
      progress: (progress) => this.progress(progress),
      memory,
      keep: (memory) => {
        this.memory = memory;
      },
      caughtUp: (path, problem) => caught(problem === null ? path : `${path}: ${problem}`),
    });
  }

  static async make(t: TestContext, files: Record<string, string>): Promise<Tree> {
    return new Tree(await Place.make(t, files));
  }

  /** Starts a process under this path; ready when its agent has told of its first modules. */
  async start(path: string, args: string[], settings: Partial<AgentSettings> = {}, node?: string): Promise<Program> {
    const program = this.place.start(args, { path, hot: true, ...settings }, node);
    const agent = await this.place.agent();
    const process = { path, incarnation: 1 };
    this.agents.set(path, agent);
    this.reload.hello(process, await agent.next("hello"));
    void agent.closed.then(() => this.reload.gone(process));
    const loaded = new Promise<void>((settle) => this.#loaded.set(path, settle));
    void this.#listen(path, agent);
    await loaded;
    return program;
  }

  /** Has the agent open its debugger; answers with the address. */
  async openInspector(path: string): Promise<string> {
    const address = new Promise<string>((settle) => this.#inspectors.set(path, settle));
    this.agents.get(path)?.send({ kind: "open_inspector" });
    return address;
  }

  /** Settles when all that the process has said until now is heard: its answer to a question comes behind that. */
  async heardOut(path: string): Promise<void> {
    const heard = new Promise<void>((settle) => this.#answers.set(path, settle));
    this.agents.get(path)?.send({ kind: "resolve", from: "", specifiers: [] });
    await heard;
  }

  async #listen(path: string, agent: Agent): Promise<void> {
    for await (const message of agent.messages()) {
      this.reload.hear({ path, incarnation: 1 }, message);
      if (message.kind === "resolved" && message.from === "") this.#answers.get(path)?.();
      if (message.kind === "inspector") this.#inspectors.get(path)?.(message.url);
      if (message.kind === "loaded") this.#loaded.get(path)?.();
    }
  }
}

/** A result as a test expects it: what happened, without times and folders. */
export function shown(result: ReloadResult, folder: string): string {
  const relative = (text: string) => text.replaceAll(`${folder}/`, "");
  switch (result.outcome) {
    case "unchanged":
      return "unchanged";
    case "refused":
      return [
        ...result.refusals.map(({ code, message, where }) => {
          const place = where ? ` ${relative(where.file)}:${where.line}:${where.column}` : "";
          return `${code}${place} ${relative(message)}`;
        }),
        ...(result.restart.length > 0 ? [`restart ${result.restart.join(" ")}`] : []),
      ].join("\n");
    case "checked":
    case "committed":
      return result.reloaded
        .flatMap((each) => [
          `${result.outcome} ${relative(each.file)} v${each.version} ${each.patched.join(" ")} in ${each.processes.join(" ")}`,
          ...(each.how === "patch" ? [] : [`  ${each.how}`]),
          ...(each.anew.length > 0 ? [`  anew ${each.anew.join(" ")}`] : []),
          ...each.stays.map(({ what, where }) => `  stays ${what} ${relative(where.file)}:${where.line}`),
        ])
        .concat(result.migrated.map(({ path, name, from, to }) => `  ${path} ${name} ${from} → ${to}`))
        .join("\n");
  }
}

/** Takes the `§` out of a text and says where it stood; line and column from 1. */
export function marked(text: string): { text: string; at: { line: number; column: number } } {
  const before = text.slice(0, text.indexOf("§")).split("\n");
  return { text: text.replace("§", ""), at: { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 } };
}
