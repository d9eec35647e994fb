import { type FSWatcher, watch } from "node:fs";
import { basename } from "node:path";
import { setTimeout as sleep, setImmediate as turn } from "node:timers/promises";
import { type Command, type Report, reloadResult, rollingRestart, type WireError } from "../../wire/index.ts";
import { reasonOf } from "../refusal.ts";
import type { Client } from "../service/clients.ts";
import { begun, type CommandFolders, discard, keepFailed, take, textOf, waiting } from "./folder.ts";
import { readGiven } from "./given.ts";
import { whenStarted } from "./started.ts";

export interface FileCommandsOptions {
  folders: CommandFolders;
  /** The tree's name. */
  root: string;
  now(): number;
  /** Lets a client watch the tree until the returned function is called. */
  follow(client: Client): () => void;
  ask(client: Client, id: number, command: Command): void;
  tell(report: Report): void;
}

/** How long a runtime that ends waits for the answers to its last commands. */
const lastAnswersMs = 500;

/** A command that is under way: its file, and what a refusal would mean. */
interface UnderWay {
  file: string;
  /** This refusal says that another runtime had done it before it died. */
  hadBeenDone: WireError["code"] | null;
  settle: () => void;
}

/**
 * Gives the commands that lie in `.supertree/inbox/` to the loop, as a client like any other. A file leaves the inbox before its command is
 * given and is deleted when it is answered; one that fails is kept with its error. What a dead runtime left is found again.
 */
export class FileCommands {
  readonly #options: FileCommandsOptions;
  readonly #underWay = new Map<number, UnderWay>();
  readonly #finished = new Set<Promise<unknown>>();
  #watcher: FSWatcher | null = null;
  #lastTicket = 0;
  #looking: Promise<void> = Promise.resolve();
  #lookAgain = false;
  #closed = false;

  constructor(options: FileCommandsOptions) {
    this.#options = options;
  }

  /** Watches the folder from now on; what lies there is taken once the tree has been started. */
  open(): void {
    const { folders, follow } = this.#options;
    const client = this.#client();
    this.#looking = whenStarted(follow)
      .then(() => this.#recover(client))
      .catch((error) => this.#fault(error));
    try {
      this.#watcher = watch(folders.inbox, () => this.#look(client));
      this.#watcher.on("error", (error) => this.#fault(error));
    } catch (error) {
      this.#fault(error);
    }
    this.#look(client);
  }

  /** Takes no more, and settles when what is under way has been answered; what the loop has no time left for is found again. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#watcher?.close();
    const answered = [...this.#underWay.values()].map((one) => new Promise<void>((done) => (one.settle = done)));
    await Promise.race([Promise.all(answered), sleep(lastAnswersMs)]);
    await Promise.all(this.#finished);
  }

  /** One look at a time. An event that comes meanwhile asks for another, so that no file is overlooked, however many events the system drops. */
  #look(client: Client): void {
    if (this.#lookAgain) return;
    this.#lookAgain = true;
    this.#looking = this.#looking.then(() => this.#takeAll(client)).catch((error) => this.#fault(error));
  }

  async #takeAll(client: Client): Promise<void> {
    this.#lookAgain = false;
    for (const name of await waiting(this.#options.folders)) {
      if (this.#closed) return;
      const file = await take(this.#options.folders, name, ++this.#lastTicket);
      if (file !== null) await this.#give(client, file, false);
    }
  }

  async #recover(client: Client): Promise<void> {
    const files = await begun(this.#options.folders);
    this.#lastTicket = Math.max(0, ...files.map((file) => Number.parseInt(basename(file), 10)));
    for (const file of files) await this.#give(client, file, true);
  }

  /** Settles when the loop has it, which keeps the order; the answer may take longer. */
  async #give(client: Client, file: string, again: boolean): Promise<void> {
    const id = ++this.#lastTicket;
    const text = await textOf(file);
    const given = typeof text === "string" ? readGiven(text) : text;
    if ("code" in given) return this.#failed(file, given);
    if (again && given.after === "in_doubt") return this.#failed(file, inDoubt(given.command.name));
    const hadBeenDone = again && given.after !== "again" ? given.after : null;
    this.#underWay.set(id, { file, hadBeenDone, settle: () => {} });
    this.#options.ask(client, id, given.command);
    await turn();
  }

  #client(): Client {
    return {
      role: "operate",
      notify: () => {},
      answer: (id, result) => this.#answered(id, refusalIn(result)),
      refuse: (id, error) => this.#answered(id, error),
    };
  }

  #answered(id: number | string, error: WireError | null): void {
    const one = this.#underWay.get(Number(id));
    if (!one) return;
    this.#underWay.delete(Number(id));
    const done = error === null || error.code === one.hadBeenDone;
    const finished = (done ? discard(one.file) : this.#failed(one.file, error)).catch((fault) => this.#fault(fault));
    this.#finished.add(finished);
    void finished.finally(() => this.#finished.delete(finished));
    one.settle();
  }

  async #failed(file: string, error: WireError): Promise<void> {
    const { folders, now, tell, root } = this.#options;
    const at = now();
    const place = await keepFailed(folders, file, { ...error, at });
    const message = `the command file ${basename(place)} was not carried out: ${error.message} It is kept as ${place}.`;
    tell({ at, severity: "warning", path: root, message, about: null });
  }

  #fault(error: unknown): void {
    const { folders, now, tell, root } = this.#options;
    const message = `command files in ${folders.inbox} are not taken (${reasonOf(error)}); mend that, then restart the runtime.`;
    tell({ at: now(), severity: "error", path: root, message, about: null });
  }
}

/** What the answer itself tells of a failure: a reload that was refused has changed nothing. */
function refusalIn(answer: unknown): WireError | null {
  const reload = reloadResult.safeParse(answer);
  if (reload.success && reload.data.outcome === "refused") {
    const message = reload.data.refusals.map((refusal) => refusal.message).join(" ");
    return { code: "reload_refused", message, where: null };
  }
  const rolling = rollingRestart.safeParse(answer);
  if (!rolling.success || rolling.data.failed === null) return null;
  const { path, message } = rolling.data.failed;
  return { code: "start_failed", message, where: path };
}

function inDoubt(name: string): WireError {
  const message = `The runtime ended while this ${name} was under way, so it may have been done. Look at the tree, and give it again if it was not.`;
  return { code: "in_doubt", message, where: null };
}
