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
  readonly #moved = new vscode.EventEmitter<void>();
  /** A process of a session stopped or went on. */
  readonly onMoved = this.#moved.event;

  constructor(nodes: Nodes) {
    this.#nodes = nodes;
    this.#listening = vscode.Disposable.from(
      vscode.debug.onDidStartDebugSession((session) => this.#started(session)),
      vscode.debug.onDidTerminateDebugSession((session) => this.#sessions.delete(session.id)),
      vscode.debug.registerDebugAdapterTrackerFactory(debugType, {
        createDebugAdapterTracker: () => ({ onDidSendMessage: (message: unknown) => this.#heard(message) }),
      }),
      this.#moved,
    );
  }

  /** Which process a row of the Call Stack is: the editor names the session and the thread, the session the thread's process. */
  readonly target: CallStackTarget = async (args) => {
    const row = rowOf(args);
    const session = row && this.#sessions.get(row.sessionId);
    const thread = row?.threadId === undefined ? undefined : threadNumber(row.threadId);
    if (!session || thread === undefined) return null;
    const answer = threads.parse(await session.customRequest("threads"));
    const name = answer.threads.find(({ id }) => id === thread)?.name;
    const path = name === undefined ? null : threadPath(name);
    if (path === null) return null;
    const node = this.#nodeOf(session, path);
    return node ? { node, path } : null;
  };

  /** The session that a row of the Call Stack belongs to; without a row the active one, if it is ours, or our only one. */
  session(args: readonly unknown[]): vscode.DebugSession | undefined {
    const row = rowOf(args);
    const active = vscode.debug.activeDebugSession;
    if (row) return this.#sessions.get(row.sessionId);
    if (active?.type === debugType) return active;
    return this.#sessions.size === 1 ? [...this.#sessions.values()][0] : undefined;
  }

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

  #heard(message: unknown): void {
    if (movement.safeParse(message).success) this.#moved.fire();
  }

  #nodeOf(session: vscode.DebugSession, path: string) {
    const { spec, node }: Record<string, unknown> = session.configuration;
    if (typeof node === "string") return this.#nodes.all.find(({ elsewhere }) => elsewhere?.name === node);
    if (typeof spec === "string") return this.#nodes.of(spec);
    return this.#nodes.all.find(({ state }) => state.kind === "connected" && state.outline.get(path) !== undefined);
  }
}

const movement = z.object({ type: z.literal("event"), event: z.enum(["stopped", "continued"]) });
const callStackRow = z.object({ sessionId: z.string(), threadId: z.string().optional() });
const threads = z.object({ threads: z.array(z.object({ id: z.number(), name: z.string() })) });

function rowOf(args: readonly unknown[]): z.infer<typeof callStackRow> | undefined {
  return args.flatMap((arg) => callStackRow.safeParse(arg).data ?? [])[0];
}

/** The editor's id of a thread is `thread:SESSION:7`. */
export function threadNumber(threadId: string): number | undefined {
  const last = /(\d+)$/.exec(threadId)?.[1];
  return last === undefined ? undefined : Number(last);
}

/** `fleet/devices/device-1 #2 · worker 3` → `fleet/devices/device-1`; null for a name of another form. */
export function threadPath(name: string): string | null {
  return /^(.+) #\d+(?: · .*)?$/.exec(name)?.[1] ?? null;
}
