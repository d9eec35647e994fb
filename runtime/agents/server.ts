import { randomBytes, timingSafeEqual } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fromAgent } from "../../wire/index.ts";
import { lineSplitter } from "./frames.ts";
import type { AgentLink, AgentListener } from "./links.ts";

export interface AgentServer {
  /** Path of the socket that agents connect to. */
  readonly socket: string;
  close(): Promise<void>;
}

/** An agent that has connected says hello within this, or it is none. */
const helloWithinMs = 10_000;

/** Listens for agents on a socket in a new folder that only the owner can enter. Who does not know the secret is cut off. */
export async function listenForAgents(secret: string, listener: AgentListener): Promise<AgentServer> {
  const { socket, remove } = await newAddress();
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
      await remove();
    },
  };
}

/** Addresses of Unix sockets are short (107 bytes here, 103 on macOS), so it is not kept beside the spec. */
async function newAddress(): Promise<{ socket: string; remove: () => Promise<void> }> {
  if (process.platform === "win32") {
    const socket = `\\\\.\\pipe\\supertree-${randomBytes(16).toString("hex")}`;
    return { socket, remove: async () => {} }; // a pipe is gone with its server
  }
  const parent = tmpdir().length > 70 ? "/tmp" : tmpdir();
  const folder = await mkdtemp(join(parent, "supertree-"));
  return { socket: join(folder, "agents"), remove: () => rm(folder, { recursive: true, force: true }) };
}

function listening(server: Server, socket: string): Promise<void> {
  return new Promise((settle, fail) => {
    server.once("error", fail);
    server.listen(socket, settle);
  });
}

function serve(connection: Socket, secret: string, listener: AgentListener): void {
  let link: AgentLink | null = null;
  const late = setTimeout(() => connection.destroy(), helloWithinMs).unref();
  const frames = lineSplitter(
    (text) => {
      const message = decode(text);
      if (message === null) return void connection.destroy();
      if (link) return listener.said(link, message);
      if (message.kind !== "hello" || !same(message.secret, secret)) return void connection.destroy();
      clearTimeout(late);
      link = linkOver(connection, message.path, message.incarnation);
      listener.hello(link, message);
    },
    () => connection.destroy(),
  );
  connection.on("data", frames);
  connection.on("error", () => connection.destroy()); // `close` follows and tells
  connection.once("close", () => {
    clearTimeout(late);
    if (link) listener.gone(link);
  });
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function decode(text: string) {
  try {
    return fromAgent.parse(JSON.parse(text));
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
