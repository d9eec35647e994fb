import { type ChildProcess, spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import type { TestContext } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type AgentSettings, type FromAgent, fromAgent, type ToAgent, withAgent } from "../../wire/index.ts";
import { allNodes } from "../nodes.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const agent = {
  program: join(root, "dist/agent.cjs"),
  gate: pathToFileURL(join(root, "dist/agent-gate.mjs")).href,
};
export const tsx = pathToFileURL(join(root, "node_modules/tsx/dist/loader.mjs")).href;
export const tsxCommand = join(root, "node_modules/tsx/dist/cli.mjs");

/** The programs of all Nodes that are tested. */
export const nodes = allNodes.map(({ program }) => program);

/** A folder with a program, and the socket that its processes' agents say hello to: the runtime's part, played by hand. */
export class Place {
  readonly folder = mkdtempSync(join(tmpdir(), "supertree-agent-"));
  readonly sources = join(this.folder, ".supertree/sources");
  readonly #events = new EventEmitter();
  readonly #children: ChildProcess[] = [];
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((socket) => {
      this.#sockets.add(socket);
      this.#events.emit("agent", new Agent(socket));
    });
  }

  /** Files by name; all of it is gone when the test ends, processes first. */
  static async make(t: TestContext, files: Record<string, string>): Promise<Place> {
    const place = new Place();
    t.after(() => place.#remove());
    place.write({ "package.json": '{ "type": "module" }', ...files });
    place.#server.listen(place.#socket);
    await once(place.#server, "listening");
    return place;
  }

  write(files: Record<string, string>): void {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.folder, name)), { recursive: true });
      writeFileSync(join(this.folder, name), text);
    }
  }

  url(name: string): string {
    return pathToFileURL(join(this.folder, name)).href;
  }

  /** Starts `node …args` as the runtime would. */
  start(args: string[], settings: Partial<AgentSettings> = {}, node = process.execPath): Program {
    const all: AgentSettings = {
      ...{ socket: this.#socket, secret: "s3cret", path: "t/child", incarnation: 1, hold: false, hot: false },
      ...{ project: this.folder, sources: this.sources, agent, descendants: false, heir: null, ...settings },
    };
    const child = spawn(node, args, {
      cwd: this.folder,
      env: {
        ...process.env,
        NODE_OPTIONS: withAgent("--no-warnings", agent, all.hold),
        SUPERTREE_AGENT: JSON.stringify(all),
      },
      stdio: ["pipe", "pipe", "pipe"],
    });
    this.#children.push(child);
    return new Program(child);
  }

  /** The next agent that connects. */
  async agent(): Promise<Agent> {
    const [found] = await once(this.#events, "agent");
    return found;
  }

  /** So many agents have connected from now on. */
  async agents(count: number): Promise<void> {
    for (let n = 0; n < count; n++) await once(this.#events, "agent");
  }

  get #socket(): string {
    return process.platform === "win32" ? `\\\\.\\pipe\\${this.folder}` : join(this.folder, "agent.sock");
  }

  async #remove(): Promise<void> {
    for (const child of this.#children) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
    }
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A started process: what it writes, a line at a time, and how it ended. */
export class Program {
  readonly pid: number;
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  readonly ended: Promise<number | NodeJS.Signals | null>;
  /** All it wrote until now. */
  output = "";
  errors = "";

  constructor(child: ChildProcess) {
    if (!child.stdout || !child.stderr || child.pid === undefined) throw new Error("the process could not be started");
    this.#child = child;
    this.pid = child.pid;
    this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      this.output += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.errors += text;
    });
    this.ended = new Promise((settle) => child.once("close", (code, signal) => settle(code ?? signal)));
  }

  /** Writes a line to the process and answers with the next line it writes. */
  async ask(line: string): Promise<string> {
    this.send(line);
    return this.line();
  }

  send(line: string): void {
    this.#child.stdin?.write(`${line}\n`);
  }

  async line(): Promise<string> {
    const { value, done } = await this.#lines.next();
    if (done) throw new Error(`the process ended without another line; it wrote: ${this.errors}`);
    return value;
  }

  closeInput(): void {
    this.#child.stdin?.end();
  }
}

/** The runtime's end of a connection: every message of the agent in order. */
export class Agent {
  readonly closed: Promise<unknown>;
  readonly #socket: Socket;
  readonly #lines: AsyncIterator<string>;

  constructor(socket: Socket) {
    this.#socket = socket;
    // A process that is killed before it has read all resets the connection: that is an end like any other.
    socket.on("error", () => socket.destroy());
    this.closed = new Promise((settle) => socket.once("close", settle));
    this.#lines = createInterface({ input: socket })[Symbol.asyncIterator]();
  }

  send(message: ToAgent): void {
    this.#socket.write(`${JSON.stringify(message)}\n`);
  }

  /** The next message of this kind; others before it are passed over. */
  async next<K extends FromAgent["kind"]>(kind: K): Promise<Extract<FromAgent, { kind: K }>> {
    for await (const message of this.messages()) if (isKind(message, kind)) return message;
    throw new Error(`the agent is gone without saying ${kind}`);
  }

  /** Every message from here on. */
  async *messages(): AsyncGenerator<FromAgent> {
    for (;;) {
      const { value, done } = await this.#lines.next().catch(ended);
      if (done) return;
      yield fromAgent.parse(JSON.parse(value));
    }
  }

  close(): void {
    this.#socket.destroy();
  }
}

/** A process that is killed before it has read all resets the connection. */
function ended(error: unknown): IteratorResult<string> {
  if (error instanceof Error && "code" in error && error.code === "ECONNRESET") return { done: true, value: undefined };
  throw error;
}

function isKind<K extends FromAgent["kind"]>(message: FromAgent, kind: K): message is Extract<FromAgent, { kind: K }> {
  return message.kind === kind;
}
