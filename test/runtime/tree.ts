import assert from "node:assert/strict";
import { mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { type Client, connect, findRuntime, startRuntime, WireFailure } from "../../client/index.ts";
import type { Listening, NoticeName, NoticeParams, TreeNode } from "../../wire/index.ts";
import { afterwards } from "../afterwards.ts";
import { gone, isAlive } from "./processes.ts";

export const runtimeFile = fileURLToPath(new URL("../../dist/runtime.cjs", import.meta.url));
export const fixtures = fileURLToPath(new URL("fixtures/", import.meta.url));

/** A folder with a spec; gone after the test. */
export async function projectWith(t: TestContext, spec: string): Promise<{ folder: string; specFile: string }> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "supertree-test-")));
  afterwards(t, () => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const specFile = join(folder, "supertree.yaml");
  await writeFile(specFile, spec.replaceAll("FIXTURES/", fixtures));
  return { folder, specFile };
}

/** A connected client that remembers every notice, so that a test can wait for one without having to be quick. */
export class Watcher {
  readonly client: Client;
  readonly #heard: { name: NoticeName; params: unknown }[] = [];
  readonly #nodes = new Map<string, TreeNode>();
  #wake: (() => void)[] = [];

  static async connect(endpoint: { url: string; token: string }): Promise<Watcher> {
    const watcher = new Watcher(await connect(endpoint));
    const answer = await watcher.client.call("watch_tree", {});
    assert.ok("snapshot" in answer);
    for (const node of answer.snapshot.nodes) if (!watcher.#nodes.has(node.path)) watcher.#nodes.set(node.path, node);
    return watcher;
  }

  private constructor(client: Client) {
    this.client = client;
    for (const name of ["output", "held", "running", "left", "exited", "report"] as const) {
      client.on(name, (params) => this.#note(() => this.#heard.push({ name, params })));
    }
    client.on("tree", ({ changed, removed }) =>
      this.#note(() => {
        for (const path of removed) this.#nodes.delete(path);
        for (const node of changed) this.#nodes.set(node.path, node);
      }),
    );
  }

  /** All notices of a name so far. */
  heard<N extends NoticeName>(name: N): NoticeParams<N>[] {
    return this.#heard.filter((each) => each.name === name).map((each) => each.params as NoticeParams<N>);
  }

  /** The first notice, past or to come, for which `is` holds. */
  notice<N extends NoticeName>(name: N, is: (params: NoticeParams<N>) => boolean): Promise<NoticeParams<N>> {
    return this.#until(() => this.heard(name).find(is));
  }

  /** A node of the tree as soon as `is` holds of it. */
  node(path: string, is: (node: TreeNode) => boolean): Promise<TreeNode> {
    return this.#until(() => {
      const node = this.#nodes.get(path);
      return node && is(node) ? node : undefined;
    });
  }

  /** The process id of a worker once it runs in this incarnation or a later one. */
  async pid(path: string, incarnation = 1): Promise<number> {
    const node = await this.node(path, (each) => each.state === "running" && each.incarnation >= incarnation);
    assert.ok(node.kind === "worker" && node.pid !== null);
    return node.pid;
  }

  /** `t running, t/a running #1` */
  text(): string {
    return [...this.#nodes.values()]
      .map((node) => `${node.path} ${node.state}${node.kind === "worker" ? ` #${node.incarnation}` : ""}`)
      .join(", ");
  }

  /** The text of a line that a child wrote and that begins so; `logs` has to be followed. */
  async line(path: string, begin: string): Promise<string> {
    const output = await this.notice("output", ({ lines }) => lines.some((line) => isLine(line, path, begin)));
    return output.lines.find((line) => isLine(line, path, begin))?.text.slice(begin.length) ?? "";
  }

  #note(change: () => void): void {
    change();
    const waiting = this.#wake;
    this.#wake = [];
    for (const wake of waiting) wake();
  }

  #change(): Promise<void> {
    return new Promise((settle, fail) => {
      const late = setTimeout(
        () => fail(new Error(`nothing has happened for long; the tree is: ${this.text()}`)),
        patienceMs,
      );
      this.#wake.push(() => {
        clearTimeout(late);
        settle();
      });
    });
  }

  async #until<T>(find: () => T | undefined): Promise<T> {
    for (;;) {
      const found = find();
      if (found !== undefined) return found;
      await this.#change();
    }
  }
}

/** A test that waits longer waits for something that will not come. */
const patienceMs = 30_000;

const isLine = (line: { path: string; text: string }, path: string, begin: string) =>
  line.path === path && line.text.startsWith(begin);

/** A runtime for this spec with a client on it; shut down, and proved gone, after the test. */
export async function start(
  t: TestContext,
  spec: string,
  options: { start?: boolean; listening?: Listening } = {},
): Promise<{
  watcher: Watcher;
  pid: number;
  folder: string;
  specFile: string;
  endpoint: { url: string; token: string };
}> {
  const project = await projectWith(t, spec);
  const { pid } = await startRuntime({ specFile: project.specFile, runtimeFile, ...options });
  const found = await findRuntime(project.specFile);
  assert.ok(found);
  const endpoint = { url: found.url, token: found.token };
  afterwards(t, () => end(pid, endpoint));
  return { ...project, pid, endpoint, watcher: await Watcher.connect(endpoint) };
}

async function end(pid: number, endpoint: { url: string; token: string }): Promise<void> {
  if (!isAlive(pid)) return;
  try {
    const client = await connect(endpoint);
    await client.call("shutdown", {});
    await client.closed;
  } catch (error) {
    if (!(error instanceof WireFailure && error.code === "no_runtime")) throw error; // it was on its way out
  }
  await gone(pid);
}

/** A port that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((settle) => server.listen(0, "127.0.0.1", settle));
  const address = server.address();
  assert.ok(address && typeof address === "object");
  await new Promise((settle) => server.close(settle));
  return address.port;
}

/** A client of the runtime that has this spec now, which an earlier one left its tree to; shut down after the test. */
export async function meet(t: TestContext, specFile: string): Promise<Watcher> {
  const found = await findRuntime(specFile);
  assert.ok(found);
  const { pid } = found;
  const watcher = await Watcher.connect(found);
  t.after(async () => {
    if (!isAlive(pid)) return;
    await watcher.client.call("shutdown", {});
    await watcher.client.closed;
    await gone(pid);
  });
  return watcher;
}
