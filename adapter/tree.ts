import { randomUUID } from "node:crypto";
import { join, resolve } from "node:path";
import type WebSocket from "ws";
import {
  type Client,
  connect,
  type Endpoint,
  findRuntime,
  openDebugChannel,
  startRuntime,
  WireFailure,
} from "../client/index.ts";
import type { DebugEvent, Request, TreeState } from "../core/index.ts";
import { type DebugTransport, type LogLine, matches } from "../wire/index.ts";
import { namedEndpoint } from "./named-endpoint.ts";
import { startPulse } from "./pulse.ts";
import { successor } from "./successor.ts";

type Joining = Extract<Request, { command: "launch" | "attach" }>;

/** Beside this program, where the build puts it. */
const runtimeProgram = join(__dirname, "runtime.cjs");

interface Listener {
  post(event: DebugEvent): void;
  print(lines: readonly LogLine[]): void;
  say(category: "console" | "stderr", text: string): void;
  /** A hot reload has been committed, here or by another client. */
  reloaded(): void;
}

/** The connection to the runtime of the tree that is debugged. */
export class Tree {
  readonly #listener: Listener;
  #client: Client | null = null;
  #joining: Promise<TreeState> | null = null;
  /** The runtime is there because of us. */
  #started = false;
  #joined = false;
  #ending = false;
  readonly #leaving = new AbortController();
  #transport: DebugTransport = "port";

  constructor(listener: Listener) {
    this.#listener = listener;
  }

  get client(): Client {
    if (!this.#client)
      throw new WireFailure({ code: "no_runtime", message: "The runtime is not connected.", where: null });
    return this.#client;
  }

  /** Finds the tree's runtime, or starts it with the tree still down: the first incarnations too are held for us. */
  join(request: Joining): Promise<TreeState> {
    this.#joining = this.#join(request);
    return this.#joining;
  }

  /** Reaches the runtime that goes on with the tree after another has died. A launch starts one where nobody has; an attach waits for it. */
  rejoin(request: Joining): Promise<TreeState> {
    this.#joining = successor(request, runtimeProgram, this.#leaving.signal).then((client) =>
      this.#meet(client, request),
    );
    return this.#joining;
  }

  /** The debug protocol of an incarnation, or of a descendant of it, over the transport that the session wants. */
  channel(path: string, incarnation: number, pid: number | null): Promise<WebSocket> {
    return openDebugChannel(this.client, { path, incarnation, pid, transport: this.#transport });
  }

  /** Stops the tree in order and ends its runtime; settles when another may take its place. */
  async shutDown(): Promise<void> {
    this.#ending = true;
    try {
      await this.client.call("shutdown", {});
      await this.client.closed;
    } finally {
      this.#ending = false;
    }
  }

  /** Gives the connection up, which releases what is held for us. A runtime that was started for a session that never began is stopped. */
  async leave(): Promise<void> {
    const hasBegun = this.#joined;
    this.#leaving.abort(); // whoever is lost is not waited for
    await Promise.allSettled([this.#joining]); // whoever joins is told what became of it
    if (this.#started && !hasBegun) await Promise.allSettled([this.shutDown()]); // or it is gone already
    this.#client?.close();
  }

  async #join(request: Joining): Promise<TreeState> {
    this.#transport = request.arguments.transport;
    const endpoint = { ...(await this.#endpoint(request)), lease: randomUUID() };
    return this.#meet(await connect(endpoint), request);
  }

  async #meet(client: Client, request: Joining): Promise<TreeState> {
    const { only, autoAttachChildProcesses: descendants } = request.arguments;
    this.#client = client;
    startPulse(client.endpoint, (why) =>
      this.#listener.say("console", `A frozen session will not be found out: ${why}`),
    );
    this.#listen(client, only);
    const { state } = await client.call("status", {});
    await client.call("logs", { paths: [], lines: 0, follow: true });
    const { targets } = await client.call("debug", { only: [...only], descendants });
    for (const target of targets) this.#listener.post({ kind: "running", ...target });
    this.#joined = true;
    return state === "stopped" || state === "failed" ? "down" : "up";
  }

  async #endpoint(request: Joining): Promise<Endpoint> {
    const named = namedEndpoint(request);
    if (named) return named;
    const { command, arguments: given } = request;
    const specFile = resolve(given.spec ?? "");
    const found = await findRuntime(specFile);
    if (command === "attach") return this.#attachable(found, specFile, given.url);
    if (found && Object.keys(given.env).length > 0)
      this.#listener.say("console", "The tree runs already: `env` is for a tree that this launch starts.");
    if (found) return found;
    const { env } = given;
    await startRuntime({ specFile, runtimeFile: runtimeProgram, env, start: false });
    this.#started = true;
    const started = await findRuntime(specFile);
    if (started) return started;
    const message = `The runtime of ${specFile} ended as soon as it had started; its log is in .supertree/logs/runtime.log.`;
    throw new WireFailure({ code: "start_failed", message, where: specFile });
  }

  #attachable(found: Endpoint | null, specFile: string, url: string | undefined): Endpoint {
    if (found) return { url: url ?? found.url, token: found.token };
    const message = `No runtime runs for ${specFile}. Start it with "supertree up", or launch instead of attaching.`;
    throw new WireFailure({ code: "no_runtime", message, where: specFile });
  }

  #listen(client: Client, only: readonly string[]): void {
    const { post, print, say } = this.#listener;
    const isMeant = (path: string) => only.length === 0 || only.some((pattern) => matches(pattern, path));
    client.on("held", (process) => post({ kind: "held", ...process }));
    client.on("running", (process) => post({ kind: "running", ...process }));
    client.on("left", (process) => post({ kind: "left", ...process }));
    client.on("debug_elsewhere", (process) => post({ kind: "elsewhere", ...process }));
    client.on("exited", ({ path, incarnation }) => post({ kind: "exited", path, incarnation }));
    client.on("output", ({ lines }) => print(lines.filter(({ path }) => isMeant(path))));
    client.on("reloaded", () => this.#listener.reloaded());
    client.on("report", ({ severity, path, message }) => {
      if (severity === "debug") return; // the thread that starts says it
      say(severity === "info" ? "console" : "stderr", `[${path}] ${message}`); // an editor that shows it, shows it once
    });
    void client.closed.then((closed) => {
      if (closed.by !== "client" && !this.#ending) post({ kind: "lost", ...whyLost(closed) });
    });
  }
}

/** The code of a runtime that ends in order, its tree down. */
const endsInOrder = 1001;
/** Another runtime takes the tree over. */
const takesOver = 1012;

function whyLost(closed: { by: "runtime"; code: number } | { by: "fault"; message: string }) {
  if (closed.by === "fault")
    return { ended: true, message: `The connection to the runtime is lost: ${closed.message}` };
  if (closed.code === endsInOrder) return { ended: true, message: "The tree was stopped, and its runtime has ended." };
  if (closed.code === takesOver) return { ended: false, message: "Another runtime takes the tree over." };
  return { ended: false, message: "The runtime of the tree is gone." };
}
