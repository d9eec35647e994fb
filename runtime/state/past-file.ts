import { appendFileSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { type History, type HistoryEntry, history } from "../../wire/index.ts";
import { codeOf } from "../refusal.ts";
import { fromCheckedLines, toCheckedLine } from "./checked-lines.ts";

/** Where a tree's past is written down, so that it goes on when another runtime does. */
export interface KeptPast {
  /** What an earlier runtime had written; null where there was none, or none that can be read. */
  former: History | null;
  write(past: History): void;
  append(entry: HistoryEntry): void;
}

/**
 * The past in a file: its base in the first line, then an entry a line. It is worth less than the tree itself: what cannot be written is told
 * once and forgotten, and the file is behind until it is next written as a whole.
 */
export function keptPast(file: string, failed: (error: unknown) => void): KeptPast {
  let behind = false;
  const attempt = (work: () => void) => {
    try {
      work();
      behind = false;
    } catch (error) {
      if (!behind) failed(error);
      behind = true;
    }
  };
  return {
    former: pastIn(file),
    write: (past) => attempt(() => writeWhole(file, past)),
    append: (entry) => {
      if (!behind) attempt(() => appendFileSync(file, toCheckedLine(entry)));
    },
  };
}

function writeWhole(file: string, { base, from, entries }: History): void {
  const draft = `${file}.new`;
  const first = toCheckedLine({ base: { seq: base.seq, root: base.root, nodes: base.nodes }, from });
  writeFileSync(draft, first + entries.map(toCheckedLine).join(""), { mode: 0o600 });
  renameSync(draft, file);
}

function pastIn(file: string): History | null {
  const lines = fromCheckedLines(textOf(file));
  if (!lines.ok) return null;
  const [first, ...entries] = lines.values;
  const read: unknown = { ...(typeof first === "object" ? first : {}), entries };
  return isHistory(read) ? read : null;
}

/** What is read stays as it was written: nodes are compared by their text, in which a decoder would put keys into an order of its own. */
function isHistory(value: unknown): value is History {
  return history.safeParse(value).success;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return "";
    throw error;
  }
}
