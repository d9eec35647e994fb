import { isOpen } from "./programs.ts";

/** A file that a command reads, with the endings that its program tries, too. */
export interface NamedFile {
  path: string;
  endings: readonly string[];
}

/** How an interpreter reads its arguments up to its script. */
interface Interpreter {
  /** Words before the options, e.g. `tsx watch`. */
  verbs?: readonly string[];
  /** Options that take the next word. */
  taking: readonly string[];
  /** Options whose value is a file. */
  files?: readonly string[];
  /** Options after which there is no script: code in the command itself, a module's name, a request for help. */
  without: readonly string[];
  endings?: readonly string[];
}

const nodeWithout = [
  "-e",
  "--eval",
  "-p",
  "--print",
  "-pe",
  "--test",
  "-v",
  "--version",
  "-h",
  "--help",
  "--run",
  "-i",
];
const node: Interpreter = {
  taking: [
    "-r",
    "--require",
    "--import",
    "--loader",
    "--experimental-loader",
    "--env-file",
    "-C",
    "--conditions",
    "--title",
    "--inspect-port",
    "--stack-trace-limit",
  ],
  files: ["--env-file", "--import", "--require", "-r", "--loader", "--experimental-loader"],
  without: nodeWithout,
  endings: [".js", ".cjs", ".mjs", ".json", "/index.js", "/package.json"],
};
const shell: Interpreter = { taking: ["-o", "-O"], without: ["-c", "-s", "-ec", "-lc", "-xc"] };
const python: Interpreter = { taking: ["-W", "-X"], without: ["-c", "-m", "-V", "--version", "-h"] };
const interpreters: Readonly<Record<string, Interpreter>> = {
  node,
  nodejs: node,
  tsx: {
    ...node,
    verbs: ["watch"],
    taking: [...node.taking, "--tsconfig"],
    endings: [...(node.endings ?? []), ".ts", ".tsx", ".mts", "/index.ts"],
  },
  "ts-node": { ...node, taking: [...node.taking, "-P", "--project"], endings: [".ts", ".js", "/index.ts"] },
  deno: {
    verbs: ["run"],
    taking: ["-c", "--config", "--import-map"],
    without: ["eval", "task", "test", "repl", "serve"],
  },
  python,
  python3: python,
  ruby: { taking: ["-r", "-I", "-C"], without: ["-e", "-S"] },
  perl: { taking: ["-I"], without: ["-e", "-E"] },
  php: { taking: ["-c", "-d"], without: ["-r", "-S", "-a"] },
  sh: shell,
  bash: shell,
  zsh: shell,
  dash: shell,
};

/** The script of an interpreter's command, and the files that its options name. None for a program that is not known here. */
export function filesOf([program = "", ...rest]: readonly string[]): NamedFile[] {
  const interpreter = interpreters[program.replace(/^.*[/\\]/, "").replace(/\.exe$|(?<=python3)\.\d+$/, "")];
  return interpreter ? read(interpreter, rest).filter(({ path }) => !isOpen(path) && !isAddress(path)) : [];
}

function read(interpreter: Interpreter, words: readonly string[]): NamedFile[] {
  const { verbs = [], taking, files = [], without, endings = [] } = interpreter;
  const found: NamedFile[] = [];
  const left = [...words];
  if (verbs.includes(left[0] ?? "")) left.shift();
  for (let word = left.shift(); word !== undefined; word = left.shift()) {
    if (without.includes(word) || word === "-") return found;
    if (word === "--") return [...found, ...scriptOf(left[0], endings)];
    if (!word.startsWith("-")) return [...found, ...scriptOf(word, endings)];
    const [option = "", joined] = splitOption(word);
    const value = joined ?? (taking.includes(option) ? left.shift() : undefined);
    if (value !== undefined && files.includes(option) && (option === "--env-file" || /^\.{0,2}\//.test(value)))
      found.push({ path: value, endings: option === "--require" || option === "-r" ? endings : [] });
  }
  return found;
}

function splitOption(word: string): string[] {
  const equals = word.indexOf("=");
  return equals < 0 ? [word] : [word.slice(0, equals), word.slice(equals + 1)];
}

function scriptOf(word: string | undefined, endings: readonly string[]): NamedFile[] {
  return word === undefined ? [] : [{ path: word, endings }];
}

/** `file:///app.ts`, `https://…`, `jsr:…`: no path of this folder; `C:\app.js` is one. */
function isAddress(word: string): boolean {
  return /^[a-z][a-z0-9+.-]+:/i.test(word);
}
