import { spawn } from "node:child_process";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { keeperProtocol } from "../../wire/index.ts";
import { Refusal, reasonOf } from "../refusal.ts";
import { dialKeeper, type KeeperLine } from "./dial.ts";
import { KeeperLink } from "./link.ts";

export interface KeeperOptions {
  /** Path of `dist/keeper.cjs`. */
  file: string;
  /** Where it listens, and where it notes what ended. */
  socket: string;
  ledger: string;
  /** What every child inherits. */
  env: Readonly<Record<string, string>>;
  /** The processes of a keeper that is gone, as the system shows them. */
  survivors: () => Promise<ReadonlyMap<string, number>>;
}

export interface OpenKeeper {
  link: KeeperLink;
  /** Hangs up: the keeper goes on with what lives, and ends when nothing does. */
  leave(): Promise<void>;
}

/** How long to wait before a keeper that cannot be started is tried again. */
const againMs = 1000;

/** Connects to the tree's keeper, or starts one. Should it ever go, another one is started, and its processes go on as orphans. */
export async function openKeeper(options: KeeperOptions): Promise<OpenKeeper> {
  const link = new KeeperLink();
  const hear = link.hear.bind(link);
  let open = true;
  const found = await dialKeeper(options.socket, hear);
  if (found) link.orphaned(await strays(options, found));
  let line = found ?? (await succeed(options, link));
  greet(line, link, options.env);

  const attend = async () => {
    for (;;) {
      await line.closed;
      if (!open) return;
      link.disconnected();
      const next = await succeed(options, link).catch((error: unknown) => console.error(reasonOf(error)));
      if (next) {
        line = next;
        greet(line, link, options.env);
        if (!open) line.hangUp(); // it was to be left meanwhile
      } else {
        await sleep(againMs);
      }
    }
  };
  const attended = attend();
  return {
    link,
    async leave() {
      open = false;
      line.hangUp();
      await attended;
    },
  };
}

/** Those of a keeper before this one: whoever knew of them may have died before it was written down. */
async function strays(options: KeeperOptions, { hello }: KeeperLine): Promise<ReadonlyMap<string, number>> {
  const kept = new Set(hello.kept.map((each) => (each.is === "living" ? each.pid : null)));
  return new Map([...(await options.survivors())].filter(([, pid]) => !kept.has(pid)));
}

function greet({ hello, send }: KeeperLine, link: KeeperLink, env: Record<string, string>): void {
  if (hello.protocol !== keeperProtocol) {
    const message = `The tree's processes are kept by process ${hello.pid}, which is of another version: end the tree with that version first.`;
    throw new Refusal({ code: "start_failed", message, where: null });
  }
  link.connected(send, hello.kept, env);
}

/** A new keeper in the place of one that is gone, or was never there. */
async function succeed(options: KeeperOptions, link: KeeperLink): Promise<KeeperLine> {
  link.orphaned(await options.survivors());
  await rm(options.socket, { force: true });
  const keeper = spawn(process.execPath, [options.file, options.socket, options.ledger], {
    detached: true, // it outlives this process, and a Ctrl-C at its terminal
    stdio: ["ignore", "pipe", "inherit"],
    windowsHide: true,
  });
  const started = await Promise.race([
    once(keeper.stdout, "data").then(() => null),
    once(keeper, "error").then(([error]) => reasonOf(error)),
    once(keeper, "exit").then(([code]) => `it exited with ${code}`),
  ]);
  keeper.stdout.destroy();
  keeper.unref();
  const line = started === null ? await dialKeeper(options.socket, link.hear.bind(link)) : null;
  if (line) return line;
  const message = `The process that keeps the children cannot be started: ${started ?? "it does not answer"}.`;
  throw new Refusal({ code: "start_failed", message, where: options.socket });
}
