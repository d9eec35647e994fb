import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, utimesSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { FileCommands } from "../../../runtime/file-commands/file-commands.ts";
import type { CommandFolders } from "../../../runtime/file-commands/folder.ts";
import type { Client } from "../../../runtime/service/clients.ts";
import { type Command, commands, type WireError } from "../../../wire/index.ts";
import { afterwards } from "../../afterwards.ts";

/** A loop that notes what it is asked, and answers as the test says. */
class Loop {
  readonly asked: string[] = [];
  answer: (command: Command, client: Client, id: number) => void = (_, client, id) => client.answer(id, {});
  #watching: Client | null = null;
  #wake: (() => void)[] = [];

  readonly follow = (client: Client) => {
    this.#watching = client;
    return () => {};
  };

  readonly ask = (client: Client, id: number, command: Command) => {
    this.asked.push(`${command.name} ${"path" in command.params ? command.params.path : ""}`.trim());
    this.answer(command, client, id);
    this.stir();
  };

  /** The tree is up from now on. */
  start(): void {
    const root = { kind: "supervisor", path: "t", parent: null, id: "t", rank: 0, state: "running", since: 0 };
    const life = { incarnation: 1, restarts: 0, plan: null, restart: "permanent", dueAt: null, lastExit: null };
    const settings = { onHold: false, strategy: "one_for_one", intensity: null, dynamic: null };
    const snapshot = { seq: 0, root: "t", nodes: [{ ...root, ...life, ...settings }] };
    this.#watching?.answer(0, commands.watch_tree.answer.parse({ snapshot }));
  }

  stir(): void {
    for (const wake of this.#wake.splice(0)) wake();
  }

  async until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise<void>((settle) => this.#wake.push(settle));
  }
}

function foldersFor(t: TestContext): CommandFolders {
  const root = mkdtempSync(join(tmpdir(), "supertree-inbox-"));
  afterwards(t, () => rm(root, { recursive: true }));
  const folders = { inbox: join(root, "inbox"), taken: join(root, "taken"), failed: join(root, "failed") };
  for (const folder of Object.values(folders)) mkdirSync(folder);
  return folders;
}

function open(
  t: TestContext,
  folders: CommandFolders,
  loop = new Loop(),
): { loop: Loop; told: string[]; files: FileCommands } {
  const told: string[] = [];
  const tell = ({ message }: { message: string }) => {
    told.push(message);
    loop.stir();
  };
  const files = new FileCommands({ folders, root: "t", now: () => 5, follow: loop.follow, ask: loop.ask, tell });
  files.open();
  afterwards(t, () => files.close());
  return { loop, told, files };
}

/** Writes it beside and moves it in, as a shell script does. */
function give(folders: CommandFolders, name: string, text: string): void {
  writeFileSync(join(folders.inbox, `.${name}`), text);
  renameSync(join(folders.inbox, `.${name}`), join(folders.inbox, name));
}

const left = (folders: CommandFolders) => [...readdirSync(folders.inbox), ...readdirSync(folders.taken)];

test("what lies there is given in the order of its names once the tree is up, then what comes, and is deleted", async (t) => {
  const folders = foldersFor(t);
  for (const n of [10, 9, 1]) give(folders, `${n}`, `stop: t/${n}`);
  const { loop, files } = open(t, folders);
  assert.deepEqual(loop.asked, []);
  loop.start();
  await loop.until(() => loop.asked.length === 3);
  give(folders, "more", "restart: t/a");
  await loop.until(() => loop.asked.length === 4);
  assert.deepEqual(loop.asked, ["stop t/1", "stop t/9", "stop t/10", "restart t/a"]);
  await files.close();
  assert.deepEqual(left(folders), []);
});

test("a refused command, and what is none, is kept with its error", async (t) => {
  const folders = foldersFor(t);
  const { loop, told, files } = open(t, folders);
  const error: WireError = { code: "not_found", message: "There is no child t/b.", where: "t/b" };
  loop.answer = (_, client, id) => client.refuse(id, error);
  loop.start();
  give(folders, "wrong", "fly: t/a");
  give(folders, "refused", "stop: t/b");
  await loop.until(() => told.length === 2);
  await files.close();
  assert.deepEqual(readdirSync(folders.failed).sort(), ["refused", "refused.error", "wrong", "wrong.error"]);
  assert.equal(readFileSync(join(folders.failed, "refused"), "utf8"), "stop: t/b");
  const kept = JSON.parse(readFileSync(join(folders.failed, "refused.error"), "utf8"));
  assert.deepEqual(kept, { ...error, at: 5 });
  assert.match(told.find((one) => one.includes("refused")) ?? "", /There is no child t\/b\. It is kept as/);
  assert.deepEqual(left(folders), []);
});

test("a file that is still empty, or has the name of an unfinished one, is no command yet", async (t) => {
  const folders = foldersFor(t);
  for (const name of ["empty", ".hidden", "a.tmp", "b~"])
    writeFileSync(join(folders.inbox, name), name === "empty" ? "" : "stop: t/a");
  const { loop } = open(t, folders);
  loop.start();
  give(folders, "done", "stop: t/b");
  await loop.until(() => loop.asked.length === 1);
  writeFileSync(join(folders.inbox, "empty"), "stop: t/c");
  await loop.until(() => loop.asked.length === 2);
  assert.deepEqual(loop.asked, ["stop t/b", "stop t/c"]);
});

test("what a runtime had begun when it died: done again where that is the same, else kept in doubt", async (t) => {
  const folders = foldersFor(t);
  const dead = open(t, folders);
  dead.loop.answer = () => {}; // it dies before it answers
  dead.loop.start();
  give(folders, "1", "scale: { path: t/pool, to: 3 }");
  give(folders, "2", "restart: t/a");
  give(folders, "3", "start_child: { path: t/pool, child: { id: x } }");
  await dead.loop.until(() => dead.loop.asked.length === 3);

  const next = open(t, folders);
  next.loop.answer = ({ name }, client, id) => {
    const present: WireError = { code: "already_present", message: "It is there.", where: "t/pool/x" };
    if (name === "start_child") client.refuse(id, present);
    else client.answer(id, {});
  };
  next.loop.start();
  await next.loop.until(() => next.loop.asked.length === 2 && next.told.length === 1);
  await next.files.close();
  assert.deepEqual(next.loop.asked, ["scale t/pool", "start_child t/pool"]);
  assert.match(next.told[0] ?? "", /2 was not carried out: The runtime ended while this restart was under way/);
  assert.deepEqual(readdirSync(folders.failed).sort(), ["2", "2.error"]);
  assert.deepEqual(left(folders), []);
});

test("files whose events the system drops are found by the look that those before them lead to", async (t) => {
  const folders = foldersFor(t);
  const { loop, files } = open(t, folders);
  loop.start();
  give(folders, "first", "stop: t/first");
  await loop.until(() => loop.asked.length === 1);
  for (const name of [".a", ".b"]) writeFileSync(join(folders.inbox, name), "");
  const queued = 16_384; // what inotify keeps; two equal events in a row would be one
  for (let n = 0; n < queued; n += 1) utimesSync(join(folders.inbox, n % 2 === 0 ? ".a" : ".b"), n, n);
  for (let n = 1; n <= 50; n += 1) give(folders, `${n}`, `stop: t/${n}`);
  await loop.until(() => loop.asked.length === 51);
  assert.deepEqual(
    loop.asked.slice(1),
    Array.from({ length: 50 }, (_, index) => `stop t/${index + 1}`),
  );
  await files.close();
  assert.deepEqual(left(folders).sort(), [".a", ".b"]);
});
