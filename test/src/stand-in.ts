import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type WebSocket, WebSocketServer } from "ws";
import { z } from "zod";
import { diff, type Snapshot, type TreeNode } from "../../wire/index.ts";
import { note } from "./vscode/editor.ts";

/** A command that the runtime heard. */
export interface Heard {
  name: string;
  params: unknown;
}

const request = z.object({ id: z.int(), method: z.string(), params: z.unknown() });

/**
 * The runtime's side of wire without any process: it has a tree that the test changes, and answers as the test says.
 * What the extension does with a real runtime is the end-to-end test's subject.
 */
export class StandIn {
  readonly folder: string;
  readonly specFile: string;
  readonly heard: Heard[] = [];
  /** Answers by command; `{}` where there is none. A thrown `WireError` is a refusal. */
  answers: Record<string, (params: never) => unknown> = {};
  #snapshot: Snapshot;
  #server: WebSocketServer | null = null;

  private constructor(folder: string, nodes: TreeNode[]) {
    this.folder = folder;
    this.specFile = join(folder, "supertree.yaml");
    this.#snapshot = { seq: 1, root: nodes[0]?.path ?? "", nodes };
  }

  static async in(nodes: TreeNode[]): Promise<StandIn> {
    const folder = await mkdtemp(join(tmpdir(), "supertree-src-"));
    const made = new StandIn(folder, nodes);
    await writeFile(made.specFile, "name: fleet\n");
    return made;
  }

  /** Where it listens now. */
  get url(): string {
    return `ws://127.0.0.1:${(this.#server?.address() as AddressInfo | undefined)?.port}`;
  }

  async start(port = 0): Promise<void> {
    const server = new WebSocketServer({ port, host: "127.0.0.1" });
    await once(server, "listening");
    this.#server = server;
    server.on("connection", (socket) => socket.on("message", (data) => void this.#hear(socket, data.toString())));
    await mkdir(join(this.folder, ".supertree", "state"), { recursive: true });
    await writeFile(join(this.folder, ".supertree", "token"), "secret\n");
    const record = { pid: process.pid, url: this.url, version: "0", spec: this.specFile };
    await writeFile(join(this.folder, ".supertree", "state", "runtime.json"), JSON.stringify(record));
  }

  /** Ends as a runtime does: its file goes first, then its connections. */
  async stop(): Promise<void> {
    await rm(join(this.folder, ".supertree", "state", "runtime.json"), { force: true });
    for (const client of this.#server?.clients ?? []) client.terminate();
    this.#server?.close();
    this.#server = null;
  }

  async remove(): Promise<void> {
    await this.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Changes the tree, as the clients hear it. */
  become(change: (nodes: TreeNode[]) => TreeNode[]): void {
    const after = { ...this.#snapshot, nodes: change(this.#snapshot.nodes) };
    const delta = diff(this.#snapshot, after);
    if (!delta) return;
    this.#snapshot = { ...after, seq: delta.seq };
    this.notify("tree", delta);
  }

  notify(method: string, params: unknown): void {
    for (const client of this.#server?.clients ?? []) client.send(JSON.stringify({ jsonrpc: "2.0", method, params }));
  }

  async #hear(socket: WebSocket, text: string): Promise<void> {
    const { id, method, params } = request.parse(JSON.parse(text));
    const reply = (body: object) => socket.send(JSON.stringify({ jsonrpc: "2.0", id, ...body }));
    if (method !== "watch_tree") this.heard.push({ name: method, params });
    note();
    const answer = method === "watch_tree" ? () => ({ snapshot: this.#snapshot }) : this.answers[method];
    try {
      reply({ result: (await answer?.(params as never)) ?? {} });
    } catch (error) {
      const data = error instanceof Error ? { code: "internal", message: error.message, where: null } : error;
      reply({ error: { code: 1, message: "refused", data } });
    }
  }
}
