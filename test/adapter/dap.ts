import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { DebugProtocol as D } from "@vscode/debugprotocol";

/** The built adapter. */
export const adapter = fileURLToPath(new URL("../../dist/adapter.cjs", import.meta.url));
/** A wait that is over this late is a failure; nothing is expected to come near it. */
const patienceMs = 30_000;

/** The bodies of the answers that tests look into. */
interface Answers {
  setBreakpoints: D.SetBreakpointsResponse["body"];
  threads: D.ThreadsResponse["body"];
  continue: D.ContinueResponse["body"];
  stackTrace: D.StackTraceResponse["body"];
  scopes: D.ScopesResponse["body"];
  variables: D.VariablesResponse["body"];
  setVariable: D.SetVariableResponse["body"];
  evaluate: D.EvaluateResponse["body"];
  completions: D.CompletionsResponse["body"];
  source: D.SourceResponse["body"];
  exceptionInfo: D.ExceptionInfoResponse["body"];
  initialize: D.Capabilities;
  breakpointLocations: D.BreakpointLocationsResponse["body"];
  setFunctionBreakpoints: D.SetFunctionBreakpointsResponse["body"];
  stepInTargets: D.StepInTargetsResponse["body"];
  setExpression: D.SetExpressionResponse["body"];
  loadedSources: D.LoadedSourcesResponse["body"];
  modules: D.ModulesResponse["body"];
  locations: { source: D.Source; line: number; column?: number };
  readMemory: { address: string; unreadableBytes?: number; data?: string };
  writeMemory: { bytesWritten?: number };
  "supertree/evaluate": { rows: { path: string; state: string; value?: string; error?: string }[] };
  "supertree/threads": { threads: { threadId: number; path: string; pid: number; state: string }[] };
}

/** The bodies of the events that tests wait for. */
interface Events {
  initialized: unknown;
  terminated: unknown;
  stopped: D.StoppedEvent["body"] & { threadId: number };
  thread: D.ThreadEvent["body"];
  output: D.OutputEvent["body"];
  breakpoint: D.BreakpointEvent["body"];
  continued: D.ContinuedEvent["body"];
  memory: D.MemoryEvent["body"];
  module: D.ModuleEvent["body"];
  loadedSource: D.LoadedSourceEvent["body"];
  progressStart: D.ProgressStartEvent["body"];
  progressEnd: D.ProgressEndEvent["body"];
}

interface Message {
  seq: number;
  type: "response" | "event" | "request";
  event?: string;
  command?: string;
  request_seq?: number;
  success?: boolean;
  message?: string;
  body?: unknown;
  arguments?: unknown;
}

/** A DAP client that keeps every message on a timeline. An event that was waited for is taken from it. */
export class Dap {
  readonly timeline: Message[] = [];
  readonly process: ChildProcessWithoutNullStreams;
  readonly ended: Promise<number | null>;
  #taken = new Set<Message>();
  #next = 1;
  #buffer = Buffer.alloc(0);
  #changed: (() => void)[] = [];

  /** `env` is what the adapter, the runtime that it starts and the tree's processes get; `flags` are for its own Node. */
  constructor({ env = process.env, flags = [] }: { env?: NodeJS.ProcessEnv; flags?: readonly string[] } = {}) {
    this.process = spawn(process.execPath, [...flags, adapter], { env });
    this.process.stdout.on("data", (data: Buffer) => this.#receive(data));
    this.process.stderr.pipe(process.stderr);
    this.ended = new Promise((settle) => this.process.once("exit", (code) => settle(code)));
  }

  /** The number that the next request will have. */
  get next(): number {
    return this.#next;
  }

  /** The answer's body; a refusal is thrown with its message. */
  request<C extends keyof Answers>(command: C, args?: unknown): Promise<Answers[C]>;
  request(command: string, args?: unknown): Promise<unknown>;
  async request(command: string, args?: unknown): Promise<unknown> {
    const seq = this.#next++;
    this.sendText(JSON.stringify({ seq, type: "request", command, arguments: args }));
    const answer = await this.find(`the answer to ${command}`, (message) => message.request_seq === seq);
    if (!answer.success) throw new Error(answer.message);
    return answer.body;
  }

  sendText(text: string): void {
    this.process.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  /** The first event of this name not yet taken whose body matches. */
  async event<E extends keyof Events>(name: E, matches: (body: Events[E]) => boolean = () => true): Promise<Events[E]> {
    const isMeant = (message: Message) => message.event === name && matches(message.body as Events[E]);
    const found = await this.find(`event ${name}`, isMeant);
    this.#taken.add(found);
    return found.body as Events[E];
  }

  /** Every output so far, taken or not. */
  outputs(): Events["output"][] {
    return this.timeline.filter(({ event }) => event === "output").map(({ body }) => body as Events["output"]);
  }

  /** Waits for an output and leaves it on the timeline. */
  async printed(text: string): Promise<void> {
    await this.find(text, ({ event, body }) => event === "output" && (body as Events["output"]).output.includes(text));
  }

  async find(what: string, matches: (message: Message) => boolean): Promise<Message> {
    const { promise, resolve, reject } = withResolvers<Message>();
    const look = () => {
      const found = this.timeline.find((message) => !this.#taken.has(message) && matches(message));
      if (found) resolve(found);
      else this.#changed.push(look);
    };
    const timer = setTimeout(() => reject(new Error(`${what} never came:\n${this.text()}`)), patienceMs);
    void this.ended.then((code) => reject(new Error(`the adapter ended (${code}) before ${what}:\n${this.text()}`)));
    look();
    return promise.finally(() => clearTimeout(timer));
  }

  /** The timeline as text, for a failure's message. */
  text(): string {
    return this.timeline
      .map((message) => {
        const what = message.event ?? `${message.success ? "" : "refused "}${message.command}`;
        return `${what} ${JSON.stringify(message.message ?? message.body ?? {}).slice(0, 300)}`;
      })
      .join("\n");
  }

  #receive(data: Buffer): void {
    this.#buffer = Buffer.concat([this.#buffer, data]);
    for (;;) {
      const header = /^Content-Length: (\d+)\r\n\r\n/.exec(this.#buffer.subarray(0, 64).toString("latin1"));
      if (!header) break;
      const end = header[0].length + Number(header[1]);
      if (this.#buffer.length < end) break;
      this.timeline.push(JSON.parse(this.#buffer.subarray(header[0].length, end).toString()));
      this.#buffer = this.#buffer.subarray(end);
    }
    for (const changed of this.#changed.splice(0)) changed();
  }
}

function withResolvers<T>() {
  let resolve: (value: T) => void = () => {};
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<T>((settle, fail) => {
    resolve = settle;
    reject = fail;
  });
  return { promise, resolve, reject };
}
