/** A process that a file of the workspace speaks of, with the keys that its child spec will have. */
export interface FoundProcess {
  id: string;
  /** Where it was found: `Procfile`, `package.json script “dev”`. */
  from: string;
  run: string;
  cwd?: string;
  env?: Record<string, string>;
  needs?: string[];
  ready?: { port: number };
  restart?: "permanent" | "transient" | "temporary";
  plan?: unknown[];
  count?: number;
  stop?: { timeout?: string; signal?: string };
  /** So many of the same; 1 when left out. */
  instances?: number;
  /** What the file says of it and its child spec does not, as sentences for a comment. */
  notes?: string[];
}

/** What a file speaks of that becomes no child, and why. */
export interface LeftOut {
  name: string;
  from: string;
  why: string;
}

/** What one file says. */
export interface Found {
  processes: FoundProcess[];
  leftOut: LeftOut[];
}

/** An id for a name of another world: `Web Server` → `web-server`. */
export function idOf(name: string): string {
  const plain = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9_.-]+/g, "-")
    .replaceAll(/^[-.]+|[-.]+$/g, "");
  return plain === "" ? "process" : plain;
}

/** Whether only a shell understands this command: no shell runs, and nothing is expanded. */
export function needsShell(command: string): boolean {
  const bare = command.replaceAll(/'[^']*'|\\./g, "");
  return /[|&;<>$`*?~]|^\s*\w+=/.test(bare.replaceAll(/"[^"$`]*"/g, ""));
}

/** A command as `run` has it: in a shell's hands where it needs one. */
export function runOf(command: string): string {
  const line = command.trim();
  return needsShell(line) ? `sh -c ${quoted(line)}` : line;
}

/** Words as one would type them. */
export function wordsOf(words: readonly string[]): string {
  return words.map((word) => (/^[\w@%+=:,./{}-]+$/.test(word) ? word : quoted(word))).join(" ");
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A string, number or boolean as a text; undefined for anything else. */
export function textOf(value: unknown): string | undefined {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : undefined;
}

export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
