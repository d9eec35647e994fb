import { createMessageConnection, type Message, ParameterStructures, ResponseError } from "vscode-jsonrpc/node";
import {
  type Answer,
  type CommandName,
  commands,
  type NoticeName,
  type NoticeParams,
  notices,
  type Params,
  wireError,
} from "../wire/index.ts";
import { dial } from "./dial.ts";
import type { Endpoint } from "./endpoint.ts";
import { WireFailure } from "./failure.ts";
import { type Health, heartbeat, watchHealth } from "./heartbeat.ts";
import { SocketReader, SocketWriter } from "./socket.ts";

/** Why a connection is over: this side closed it, the runtime went away, or the runtime said something that is not of the wire. */
export type Closed = { by: "client" } | { by: "runtime"; code: number } | { by: "fault"; message: string };

export interface Client {
  readonly endpoint: Endpoint;
  /** Gives a command; fails with a `WireFailure`. */
  call<C extends CommandName>(name: C, params: Params<C>): Promise<Answer<C>>;
  /** Listens to a notice until the returned function is called. */
  on<N extends NoticeName>(name: N, listener: (params: NoticeParams<N>) => void): () => void;
  /** Listens to how a node elsewhere is doing, from `up` on; a runtime on this machine says itself when it goes. */
  onHealth(listener: (health: Health) => void): void;
  /** Settles once, when the connection is over. Never fails. */
  readonly closed: Promise<Closed>;
  close(): void;
}

type Listeners = { [N in NoticeName]: Set<(params: NoticeParams<N>) => void> };

/** Dials a runtime. Fails with `no_runtime` when nothing answers there, with `wrong_token`, and with `untrusted` before the token is sent. */
export async function connect(endpoint: Endpoint): Promise<Client> {
  const { url } = endpoint;
  const { socket, opened } = await dial(endpoint, url);
  const reader = new SocketReader(socket);
  let handled = 0;
  let whenHandled: (() => void) | null = null;
  const messageStrategy = {
    handleMessage: (message: Message, next: (message: Message) => void) => {
      next(message);
      handled++;
      if (handled === reader.received) whenHandled?.();
    },
  };
  const connection = createMessageConnection(reader, new SocketWriter(socket), undefined, { messageStrategy });
  const listeners: Listeners = {
    tree: new Set(),
    traces_changed: new Set(),
    output: new Set(),
    held: new Set(),
    running: new Set(),
    left: new Set(),
    debug_elsewhere: new Set(),
    exited: new Set(),
    report: new Set(),
    trace: new Set(),
    metrics: new Set(),
    reloaded: new Set(),
    reload_progress: new Set(),
  };

  let ending: Closed | null = null;
  const end = (how: Closed) => {
    ending ??= how;
    socket.close();
  };
  const closed = new Promise<Closed>((settle) => {
    socket.once("close", (code) => {
      const over = () => {
        connection.dispose(); // fails the calls that still wait
        settle(ending ?? { by: "runtime", code });
      };
      // The library takes a message a turn: what arrived before the end, the answer to `shutdown` for one, still counts.
      if (handled === reader.received) over();
      else whenHandled = over;
    });
  });
  connection.onError(([error]) => end({ by: "fault", message: error.message }));
  connection.onNotification((method, params) => {
    if (!isNotice(method)) return; // of a newer runtime
    const decoded = notices[method].safeParse(params);
    if (!decoded.success) return end({ by: "fault", message: `notice ${method}: ${decoded.error.message}` });
    deliver(listeners, method, decoded.data);
  });
  connection.listen();
  await opened;
  const healthy = new Set<(health: Health) => void>();
  if (url.startsWith("wss:"))
    watchHealth(socket, endpoint.beat ?? heartbeat, (health) => {
      for (const listener of healthy) listener(health);
    });

  return {
    endpoint,
    onHealth: (listener) => void healthy.add(listener),
    closed,
    close: () => end({ by: "client" }),
    on(name, listener) {
      listeners[name].add(listener);
      return () => listeners[name].delete(listener);
    },
    async call(name, params) {
      let raw: unknown;
      try {
        raw = await connection.sendRequest<unknown>(name, ParameterStructures.byName, params);
      } catch (error) {
        throw failureOf(name, url, error);
      }
      return decodeAnswer(name, raw);
    },
  };
}

function isNotice(method: string): method is NoticeName {
  return Object.hasOwn(notices, method);
}

/** Each listener runs on a turn of its own, so that a bug in one is thrown and the others still hear the notice. */
function deliver<N extends NoticeName>(listeners: Listeners, name: N, params: unknown): void {
  for (const listener of listeners[name]) queueMicrotask(() => listener(params as NoticeParams<N>));
}

function decodeAnswer<C extends CommandName>(name: C, raw: unknown): Answer<C> {
  const decoded = commands[name].answer.safeParse(raw);
  if (decoded.success) return decoded.data as Answer<C>;
  const message = `The runtime's answer to ${name} is not of this version's wire: ${decoded.error.message}`;
  throw new WireFailure({ code: "internal", message, where: name });
}

/** A runtime's refusal carries a `WireError` as data; anything else means that the connection is gone. */
function failureOf(name: CommandName, url: string, error: unknown): WireFailure {
  if (error instanceof ResponseError) {
    const refusal = wireError.safeParse(error.data);
    if (refusal.success) return new WireFailure(refusal.data);
  }
  const reason = error instanceof Error ? error.message : String(error);
  const message = `The connection to the runtime at ${url} ended before ${name} was answered (${reason}).`;
  return new WireFailure({ code: "no_runtime", message, where: url });
}
