import { type IncomingMessage, type ServerResponse, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { type WebSocket, WebSocketServer } from "ws";
import {
  type Command,
  covers,
  type DebugTarget,
  parseDebugUrl,
  pulsePath,
  type Role,
  splitLease,
  type WireError,
} from "../../wire/index.ts";
import type { DebugWay } from "../debug/inspectors.ts";
import { reasonOf } from "../refusal.ts";
import type { Client } from "./clients.ts";
import type { Door } from "./door.ts";
import { forbidden } from "./forbidden.ts";
import { Leases } from "./leases.ts";
import { encodeAnswer, encodeNotice, encodeRefusal, receive } from "./rpc.ts";

/** What the server tells; each becomes an event in the inbox. */
export interface ServerListener {
  connected(client: Client): void;
  disconnected(client: Client): void;
  asked(client: Client, id: number | string, command: Command): void;
  /** Somebody wants to debug: the way is made before the connection is accepted. */
  debug(target: DebugTarget): Promise<DebugWay>;
  /** Takes spans of this machine's processes; null where they are not traced. */
  collector: ((request: IncomingMessage, response: ServerResponse) => void) | null;
}

export interface Server {
  /** One a door: `ws://127.0.0.1:PORT` */
  readonly urls: readonly string[];
  close(goodbye: Goodbye): Promise<void>;
}

/** What clients are told as they are hung up on: a WebSocket's close code and why. */
export interface Goodbye {
  code: number;
  reason: string;
}
export const goodbye = {
  end: { code: 1001, reason: "the runtime ends" },
  restart: { code: 1012, reason: "another runtime takes over" },
} as const satisfies Record<string, Goodbye>;

/** A command with a whole plan or child spec fits many times over. */
const longestMessageBytes = 4 * 1024 * 1024;
/** What the debug protocol carries may be much larger: sources, heap snapshots. */
const longestDebugMessageBytes = 512 * 1024 * 1024;
/** A client that leaves so much unread is cut off; it asks again from where it was. */
const mostUnreadBytes = 64 * 1024 * 1024;
/** How long a client may take to read its last answers and say goodbye. */
const partingMs = 500;

/** What a client is told that comes while the runtime ends. */
const ended: WireError = {
  code: "no_runtime",
  message: "The runtime has stopped its tree and ends. Start the tree anew with: supertree up",
  where: null,
};

/** Serves wire at these doors; the first is where this machine's clients find it. */
export async function serve(doors: readonly Door[], listener: ServerListener): Promise<Server> {
  const options = { noServer: true, perMessageDeflate: false, clientTracking: true };
  const wire = new WebSocketServer({ ...options, maxPayload: longestMessageBytes });
  const debugging = new WebSocketServer({ ...options, maxPayload: longestDebugMessageBytes });
  const leases = new Leases();
  let closing = false;

  const letIn = (door: Door, request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on("error", () => socket.destroy()); // it went away while it was let in
    const admission = door.admit(request);
    if ("status" in admission && door.isSilent && admission.status === 401) return void socket.destroy();
    if (closing) return close(socket, 503, JSON.stringify(ended), "application/json");
    if ("status" in admission) return close(socket, admission.status, admission.text);
    const { pathname, search } = new URL(request.url ?? "/", "http://127.0.0.1");
    const { asked, lease } = splitLease(pathname + search);
    const target = parseDebugUrl(asked);
    if (target && !covers(admission.role, "debug"))
      return close(socket, 403, JSON.stringify(forbidden(admission.role, "debug", "debug")), "application/json");
    if (target) return void admitDebugger(request, socket, head, { target, lease });
    const isPulse = asked === pulsePath && lease !== null;
    if (asked !== "/" && !isPulse)
      return close(socket, 404, `There is nothing at ${pathname}: connect to / or /debug/PATH/INCARNATION.`);
    wire.handleUpgrade(request, socket, head, (opened) => {
      if (isPulse) return leases.watch(lease, opened);
      leases.add(lease, opened);
      converse(opened, admission.role, listener);
    });
  };

  type Wanted = { target: DebugTarget; lease: string | null };
  const admitDebugger = async (request: IncomingMessage, socket: Duplex, head: Buffer, { target, lease }: Wanted) => {
    const way = await listener.debug(target);
    if ("refused" in way) return close(socket, way.status, JSON.stringify(way.refused), "application/json");
    let served = false;
    debugging.handleUpgrade(request, socket, head, (opened) => {
      served = true;
      leases.add(lease, opened);
      way.serve(opened);
    });
    if (!served) way.abandon(); // the client has gone meanwhile
  };

  const urls: string[] = [];
  for (const door of doors) {
    door.http.on("upgrade", (request, socket, head) => letIn(door, request, socket, head));
    door.http.on("request", (request, response) => {
      if (!door.isSilent && request.url === "/v1/traces" && listener.collector) listener.collector(request, response);
      else explain(door, request, response);
    });
  }
  for (const door of doors) urls.push(await door.open());

  return {
    urls,
    async close({ code, reason }) {
      closing = true; // whoever comes now would keep the runtime from its end
      const gone = doors.map(({ http }) => new Promise((settle) => http.close(settle)));
      const sockets = [...wire.clients, ...debugging.clients];
      const closed = sockets.map((socket) => new Promise((settle) => socket.once("close", settle)));
      for (const socket of sockets) socket.close(code, reason);
      await Promise.race([Promise.all(closed), sleep(partingMs)]);
      for (const socket of sockets) socket.terminate();
      for (const { http } of doors) http.closeAllConnections();
      await Promise.all(gone);
    },
  };
}

/** Answers who came without a WebSocket; a silent door knows only who shows a token. */
function explain(door: Door, request: IncomingMessage, response: ServerResponse): void {
  if (door.isSilent && "status" in door.admit(request)) return void request.socket.destroy();
  response.writeHead(426, { "content-type": "text/plain; charset=utf-8", connection: "close" });
  response.end("This is a Supertree runtime: it speaks over a WebSocket, see docs/WIRE.md.\n");
}

/** Refuses an upgrade with a text that says why. */
function close(socket: Duplex, status: number, text: string, type = "text/plain; charset=utf-8"): void {
  const body = Buffer.from(`${text}\n`);
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}`,
    `content-type: ${type}`,
    `content-length: ${body.length}`,
    "connection: close",
  ];
  socket.end(Buffer.concat([Buffer.from(`${head.join("\r\n")}\r\n\r\n`), body]));
}

function converse(socket: WebSocket, role: Role, listener: ServerListener): void {
  const send = (text: string) => {
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > mostUnreadBytes) return socket.terminate();
    socket.send(text);
  };
  const client: Client = {
    role,
    notify: (name, params) => send(encodeNotice(name, params)),
    answer: (id, result) => send(encodeAnswer(id, result)),
    refuse: (id, error) => send(encodeRefusal(id, error)),
  };
  socket.on("message", (data, isBinary) => {
    const received = receive(isBinary ? "" : data.toString());
    switch (received.kind) {
      case "command":
        return listener.asked(client, received.id, received.command);
      case "bad":
        return send(received.reply);
      case "ignored":
        return;
    }
  });
  socket.on("error", (error) => socket.close(1009, reasonOf(error).slice(0, 100))); // a frame too long or broken; `close` follows
  socket.once("close", () => listener.disconnected(client));
  listener.connected(client);
}
