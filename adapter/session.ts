import { ProtocolServer } from "@vscode/debugadapter/lib/protocol";
import { type DebugAction, type DebugEvent, decodeRequest, newSession, type Request, react } from "../core/index.ts";
import { Performer } from "./perform.ts";
import { canonical } from "./places.ts";

interface Asked {
  seq: number;
  command: string;
}

/** So long an editor may take to start another debugger: whoever installs one meanwhile takes a while. */
const patienceMs = 60_000;

/**
 * One debug session: DAP in and out, one inbox, one loop. Everything that happens is put into the inbox;
 * `react` decides, and `perform` has all effects.
 */
export class AdapterSession extends ProtocolServer {
  #session = newSession;
  readonly #inbox: DebugEvent[] = [];
  #isBusy = false;
  #isIdleDue = false;
  readonly #asked = new Map<number, Asked>();
  readonly #performer = new Performer(
    (event) => this.#post(event),
    (action) => this.#send(action),
    () => this.#session,
  );

  constructor() {
    super();
    this.on("error", ({ event, body }: { event: string; body?: unknown }) => {
      const output = `A message could not be read (${body ?? event}); it was ignored.\n`;
      this.#send({ do: "emit", event: "output", body: { category: "important", output } });
    });
  }

  /** Whatever is not an answer is a request, however badly made, and is answered. */
  override handleMessage(message: unknown): void {
    const { type, seq, command, arguments: given } = isRecord(message) ? message : {};
    if (type === "response") super.handleMessage(message as never);
    if (type === "response" || type === "event") return;
    const asked = { seq: typeof seq === "number" ? seq : 0, command: typeof command === "string" ? command : "" };
    const decoded = decodeRequest(command, given);
    this.#asked.set(asked.seq, asked);
    if (!decoded.ok) this.#send({ do: "refuse", seq: asked.seq, message: decoded.message });
    else this.#post({ kind: "request", seq: asked.seq, request: asSeenByProcesses(decoded.request) });
  }

  /** The client is gone: whatever was held or paused goes on. */
  leave(): Promise<void> {
    return this.#performer.leave();
  }

  #post(event: DebugEvent): void {
    this.#inbox.push(event);
    if (this.#isBusy) return;
    this.#isBusy = true;
    queueMicrotask(() => this.#loop());
  }

  #loop(): void {
    for (let event = this.#inbox.shift(); event; event = this.#inbox.shift()) {
      const { session, actions } = react(this.#session, event);
      this.#session = session;
      for (const action of actions) this.#performer.perform(action);
    }
    this.#isBusy = false;
    this.#idleSoon();
  }

  /** Once for everything that arrived together. */
  #idleSoon(): void {
    if (this.#isIdleDue) return;
    this.#isIdleDue = true;
    setImmediate(() => {
      const { session, actions } = react(this.#session, { kind: "idle" });
      this.#isIdleDue = false;
      this.#session = session;
      for (const action of actions) this.#performer.perform(action);
    });
  }

  #send(action: Extract<DebugAction, { do: "respond" | "refuse" | "emit" | "start_debugging" }>): void {
    if (action.do === "start_debugging") {
      this.#startDebugging(action);
      return;
    }
    if (action.do === "emit") {
      this.sendEvent({ seq: 0, type: "event", event: action.event, body: action.body });
      return;
    }
    const asked = this.#asked.get(action.seq);
    if (!asked) return; // it was answered when the session ended
    this.#asked.delete(action.seq);
    const response = { seq: 0, type: "response", request_seq: asked.seq, command: asked.command };
    if (action.do === "respond") {
      this.sendResponse({ ...response, success: true, body: action.body });
      return;
    }
    const showUser = asked.command === "launch" || asked.command === "attach";
    const error = { id: 1, format: action.message, showUser };
    this.sendResponse({ ...response, success: false, message: action.message, body: { error } });
  }

  /** The one request that goes to the client. */
  #startDebugging({ name, request, configuration }: Extract<DebugAction, { do: "start_debugging" }>): void {
    this.sendRequest("startDebugging", { request, configuration }, patienceMs, ({ success, message }) => {
      if (success) return;
      const output = `${name}: the editor did not start its debugger (${configuration.type}): ${message ?? "it gave no reason"}.\n`;
      this.#send({ do: "emit", event: "output", body: { category: "important", output } });
    });
  }
}

/** Breakpoints are kept by the path under which processes load a file. */
function asSeenByProcesses(request: Request): Request {
  if (request.command === "setBreakpoints")
    return { ...request, arguments: { ...request.arguments, source: onDisk(request.arguments.source) } };
  if (request.command === "breakpointLocations")
    return { ...request, arguments: { ...request.arguments, source: onDisk(request.arguments.source) } };
  return request;
}

function onDisk<S extends { path?: string | undefined }>(source: S): S {
  return source.path === undefined ? source : { ...source, path: canonical(source.path) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
