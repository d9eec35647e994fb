import * as vscode from "vscode";
import { z } from "zod";
import type { CallStackTarget } from "../commands/pick-children.ts";
import type { Nodes } from "../connection/nodes.ts";
import { debugType } from "./configuration.ts";

/** The debug sessions of this editor, by id: what a menu of the Call Stack names. */
export class Sessions implements vscode.Disposable {
  readonly #nodes: Nodes;
  readonly #sessions = new Map<string, vscode.DebugSession>();
  readonly #listening: vscode.Disposable;

  constructor(nodes: Nodes) {
    this.#nodes = nodes;
    this.#listening = vscode.Disposable.from(
      vscode.debug.onDidStartDebugSession((session) => this.#started(session)),
      vscode.debug.onDidTerminateDebugSession((session) => this.#sessions.delete(session.id)),
    );
  }

  /** Which process a row of the Call Stack is: the editor names the session and the thread, the session the thread's process. */
  readonly target: CallStackTarget = async (args) => {
    const row = args.flatMap((arg) => callStackRow.safeParse(arg).data ?? [])[0];
    const session = row && this.#sessions.get(row.sessionId);
    const thread = row && threadNumber(row.threadId);
    if (!session || thread === undefined) return null;
    const answer = threads.parse(await session.customRequest("threads"));
    const name = answer.threads.find(({ id }) => id === thread)?.name;
    const path = name === undefined ? null : threadPath(name);
    if (path === null) return null;
    const node = this.#nodeOf(session, path);
    return node ? { node, path } : null;
  };

  dispose(): void {
    this.#listening.dispose();
  }

  /** The adapter has a runtime by now: its tree is worth a look before any file watcher says so. */
  #started(session: vscode.DebugSession): void {
    if (session.type !== debugType) return;
    this.#sessions.set(session.id, session);
    const spec: unknown = session.configuration.spec;
    if (typeof spec === "string") void this.#nodes.of(spec).look();
  }

  #nodeOf(session: vscode.DebugSession, path: string) {
    const spec: unknown = session.configuration.spec;
    if (typeof spec === "string") return this.#nodes.of(spec);
    return this.#nodes.all.find(({ state }) => state.kind === "connected" && state.outline.get(path) !== undefined);
  }
}

const callStackRow = z.object({ sessionId: z.string(), threadId: z.string() });
const threads = z.object({ threads: z.array(z.object({ id: z.number(), name: z.string() })) });

/** The editor's id of a thread is `thread:SESSION:7`. */
export function threadNumber(threadId: string): number | undefined {
  const last = /(\d+)$/.exec(threadId)?.[1];
  return last === undefined ? undefined : Number(last);
}

/** `fleet/devices/device-1 #2 · worker 3` → `fleet/devices/device-1`; null for a name of another form. */
export function threadPath(name: string): string | null {
  return /^(.+) #\d+(?: · .*)?$/.exec(name)?.[1] ?? null;
}
