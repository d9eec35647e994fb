import { timingSafeEqual } from "node:crypto";
import { rm } from "node:fs/promises";
import { createServer, type Server, type Socket } from "node:net";
import { fromAgent } from "../../wire/index.ts";
import type { AgentsAddress } from "./address.ts";
import { AgentChannel } from "./channel.ts";
import { lineSplitter } from "./frames.ts";
import type { AgentLink, AgentListener } from "./links.ts";

export interface AgentServer {
  /** Path of the socket that agents connect to. */
  readonly socket: string;
  close(): Promise<void>;
}

/** An agent that has connected says hello within this, or it is none. */
const helloWithinMs = 10_000;

/** The most that one message of an agent may take: lists of modules are the longest. */
const longestBytes = 16 * 1024 * 1024;
/** What the debug protocol carries may be much larger: sources, heap snapshots. */
const longestDebugBytes = 512 * 1024 * 1024;

/** Listens for agents on a socket in a folder that only the owner can enter. Who does not know the secret is cut off. */
export async function listenForAgents(
  { socket, secret }: AgentsAddress,
  listener: AgentListener,
): Promise<AgentServer> {
  await rm(socket, { force: true }); // of a runtime that has died
  const open = new Set<Socket>();
  const server = createServer((connection) => {
    open.add(connection);
    connection.once("close", () => open.delete(connection));
    serve(connection, secret, listener);
  });
  await listening(server, socket);
  return {
    socket,
    async close() {
      for (const connection of open) connection.destroy();
      await new Promise((settle) => server.close(settle));
    },
  };
}

function listening(server: Server, socket: string): Promise<void> {
  return new Promise((settle, fail) => {
    server.once("error", fail);
    server.listen(socket, settle);
  });
}

/** What a connection turned out to be by its first line. */
type Kind = { is: "unknown" } | { is: "agent"; link: AgentLink } | { is: "channel"; channel: AgentChannel };

function serve(connection: Socket, secret: string, listener: AgentListener): void {
  let kind: Kind = { is: "unknown" };
  const late = setTimeout(() => connection.destroy(), helloWithinMs).unref();
  const frames = lineSplitter(
    (line) => {
      if (kind.is === "channel") return kind.channel.receive(line);
      const message = decode(line);
      if (message === null) return void connection.destroy();
      if (kind.is === "agent") return listener.said(kind.link, message);
      const isGreeting = message.kind === "hello" || message.kind === "channel";
      if (!isGreeting || !same(message.secret, secret)) return void connection.destroy();
      clearTimeout(late);
      if (message.kind === "channel") {
        kind = { is: "channel", channel: new AgentChannel(connection) };
        listener.channel(message.channel, kind.channel);
        return;
      }
      kind = { is: "agent", link: linkOver(connection, message.path, message.incarnation) };
      listener.hello(kind.link, message);
    },
    () => connection.destroy(),
    () => (kind.is === "channel" ? longestDebugBytes : longestBytes),
  );
  connection.on("data", frames);
  connection.on("error", () => connection.destroy()); // `close` follows and tells
  connection.once("close", () => {
    clearTimeout(late);
    if (kind.is === "agent") listener.gone(kind.link);
  });
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function decode(line: Buffer) {
  try {
    return fromAgent.parse(JSON.parse(line.toString("utf8")));
  } catch {
    return null; // not of the wire: whoever it is, it is no agent of ours
  }
}

function linkOver(connection: Socket, path: string, incarnation: number): AgentLink {
  return {
    path,
    incarnation,
    send: (message) => {
      if (connection.writable) connection.write(`${JSON.stringify(message)}\n`);
    },
    close: () => connection.destroy(),
  };
}
