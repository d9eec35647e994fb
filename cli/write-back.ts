import { readFile, writeFile } from "node:fs/promises";
import { extname } from "node:path";
import { createInterface } from "node:readline/promises";
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";
import type { Client } from "../client/index.ts";
import { isConfigModule } from "../config/index.ts";
import { changeOf, writeBack } from "../spec/index.ts";
import type { Path, TreeNode } from "../wire/index.ts";
import { failure } from "./failure.ts";
import { snapshotOf } from "./path.ts";

/** A spec file as it is, and as it would be with what the running tree has. `diff` is empty where both are the same. */
export interface Proposal {
  file: string;
  before: string;
  after: string;
  diff: string;
  /** What a person should know before it is written. */
  notes: readonly string[];
}

/** What the file of a running tree would be, were it to have plan, count, strategy, intensity and number of children as these children have them now. */
export async function proposalFor(client: Client, paths: readonly Path[]): Promise<Proposal> {
  const { spec: file } = await client.call("status", {});
  if (client.endpoint.url.startsWith("wss:")) {
    const message = `${file} lies on another machine: give this command there.`;
    throw failure("not_writable", message, client.endpoint.url);
  }
  if (isConfigModule(file)) {
    const message = `${file} is a program, and only its author knows where a plan comes from. Change it by hand.`;
    throw failure("not_writable", message, file);
  }
  const before = await textOf(file);
  const format = extname(file) === ".json" ? "json" : "yaml";
  const { nodes } = await snapshotOf(client);
  const changes = paths.map((path) => changeOf(before, format, path, runningOf(nodes, path)));
  const written = writeBack(before, format, changes);
  if (!written.ok) throw failure(written.code, written.message, written.code === "invalid_spec" ? file : written.where);
  const { text: after, notes } = written;
  return { file, before, after, diff: before === after ? "" : unified(file, before, after), notes };
}

/** Writes a proposal, if the person at the terminal, or `--yes`, agrees. Answers whether it did. */
export async function settle(proposal: Proposal, options: { json?: boolean; yes?: boolean }): Promise<boolean> {
  const { file, before, after, diff, notes } = proposal;
  if (before === after) return false;
  if (!options.json) process.stdout.write(`${diff}${notes.map((note) => `${note}\n`).join("")}`);
  if (!(options.yes || (await agreed(file, options.json === true)))) return false;
  if ((await textOf(file)) !== before) {
    throw failure("not_writable", `${file} was changed meanwhile. Look at it, then give the command again.`, file);
  }
  await writeFile(file, after);
  return true;
}

async function agreed(file: string, json: boolean): Promise<boolean> {
  if (json) return false;
  if (!process.stdin.isTTY) {
    throw failure("usage", "Nothing was written: nobody is there to be asked. Give --yes to write it.", "--yes");
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(es)?$/i.test((await terminal.question(`Write this into ${file}? [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}

function runningOf(nodes: readonly TreeNode[], path: Path) {
  const node = nodes.find((each) => each.path === path);
  if (!node) throw failure("not_found", `${path} is gone. "supertree ps" lists what there is.`, path);
  const children = nodes.filter(({ parent }) => parent === path).map(({ id }) => id);
  if (node.kind === "worker") return { plan: node.plan, strategy: null, intensity: null, children };
  return { plan: node.plan, strategy: node.strategy, intensity: node.intensity, children };
}

async function textOf(file: string): Promise<string> {
  return await readFile(file, "utf8").catch((error: Error) => {
    throw failure("not_found", `${file} cannot be read (${error.message}). The tree runs, but its spec is gone.`, file);
  });
}

/** As `diff -u` prints it. */
function unified(file: string, before: string, after: string): string {
  const headers = ["as it is", "as the tree has it"] as const;
  return createTwoFilesPatch(file, file, before, after, ...headers, { headerOptions: FILE_HEADERS_ONLY });
}
