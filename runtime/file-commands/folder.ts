import { readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { WireError } from "../../wire/index.ts";
import { codeOf } from "../refusal.ts";

/** Where command files wait, are carried out, and are kept with their error. */
export interface CommandFolders {
  inbox: string;
  /** Commands that are under way: a file here was begun by the runtime that took it. */
  taken: string;
  failed: string;
}

/** Longer ones are no commands; a child spec fits many times over. */
const longestBytes = 1024 * 1024;

const inOrder = new Intl.Collator("en", { numeric: true });

/** The files that wait, in the order of their names: `9`, `10`, `11`. Names that begin with a dot, or end as unfinished ones do, are not meant yet. */
export async function waiting({ inbox }: CommandFolders): Promise<string[]> {
  const names = await readdir(inbox);
  return names.filter((name) => !/^\.|~$|\.(tmp|part|swp)$/.test(name)).sort(inOrder.compare);
}

/** Commands that another runtime had begun when it died, in the order in which they were taken. */
export async function begun({ taken }: CommandFolders): Promise<string[]> {
  return (await readdir(taken)).sort(inOrder.compare).map((name) => join(taken, name));
}

/** Takes a file out of the inbox, so that no look finds it again; null for one that is gone, still empty, or no file. */
export async function take(folders: CommandFolders, name: string, ticket: number): Promise<string | null> {
  const from = join(folders.inbox, name);
  const to = join(folders.taken, `${ticket}.${name}`);
  try {
    const { size } = await stat(from);
    if (size === 0) return null; // whoever writes it in place is not done
    await rename(from, to);
    return to;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  }
}

/** What a taken file says; a refusal for one that cannot be read as a command at all. */
export async function textOf(file: string): Promise<string | WireError> {
  const found = await stat(file);
  if (!found.isFile() || found.size > longestBytes) {
    return { code: "invalid_params", message: "A command is a file of at most 1 MiB.", where: null };
  }
  return readFile(file, "utf8");
}

export async function discard(file: string): Promise<void> {
  await rm(file, { force: true });
}

/** Keeps a command that was not carried out in `failed/`, its error beside it as `NAME.error`. Answers with where it is. */
export async function keepFailed(
  { failed }: CommandFolders,
  file: string,
  error: WireError & { at: number },
): Promise<string> {
  const name = await freeName(failed, basename(file).replace(/^\d+\./, ""));
  const place = join(failed, name);
  await writeFile(`${place}.error`, `${JSON.stringify(error)}\n`, { mode: 0o600 });
  await rename(file, place);
  return place;
}

/** `name`, or `name.2` where another of this name has failed before. */
async function freeName(folder: string, name: string): Promise<string> {
  for (let n = 1; ; n += 1) {
    const free = n === 1 ? name : `${name}.${n}`;
    if (!(await stat(join(folder, free)).catch(() => null))) return free;
  }
}
