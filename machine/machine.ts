import { constants } from "node:fs";
import { access, readdir, readFile, stat } from "node:fs/promises";
import { platform } from "node:process";

/** What is asked of a machine. Nothing here throws: what cannot be read is not there. */
export interface Machine {
  /** The folders in which programs are looked up, in their order. */
  readonly searched: readonly string[];
  /** Endings that a program's name may leave out, the empty one among them. */
  readonly programEndings: readonly string[];
  kind(path: string): Promise<"file" | "folder" | null>;
  isExecutable(path: string): Promise<boolean>;
  read(path: string): Promise<string | null>;
  list(folder: string): Promise<readonly string[]>;
}

/** The machine of this process, as it is when it is first asked: each question is put to the disk once. */
export function thisMachine(env: Readonly<Record<string, string | undefined>>): Machine {
  const windows = platform === "win32";
  const searched = Object.entries(env).find(([name]) => name.toUpperCase() === "PATH")?.[1] ?? "";
  return {
    searched: searched.split(windows ? ";" : ":").filter((folder) => folder !== ""),
    programEndings: windows ? ["", ...(env.PATHEXT ?? ".EXE;.CMD;.BAT;.COM").toLowerCase().split(";")] : [""],
    kind: once((path) =>
      stat(path).then(
        (found) => (found.isDirectory() ? "folder" : "file"),
        () => null,
      ),
    ),
    isExecutable: once((path) =>
      access(path, constants.X_OK).then(
        () => true,
        () => false,
      ),
    ),
    read: once((path) => readFile(path, "utf8").catch(() => null)),
    list: once((folder) => readdir(folder).catch(() => [])),
  };
}

function once<T>(ask: (path: string) => Promise<T>): (path: string) => Promise<T> {
  const asked = new Map<string, Promise<T>>();
  return (path) => {
    const answer = asked.get(path) ?? ask(path);
    asked.set(path, answer);
    return answer;
  };
}
