import { readFile } from "node:fs/promises";
import { extname, resolve } from "node:path";
import { isConfigModule, type LoadedModule, loadConfigModule } from "../config/index.ts";
import { type Problem, studySpec } from "../spec/index.ts";
import { failure } from "./failure.ts";

/** A spec as its file says, read (or, if it is a config module, run) here: no runtime is needed. Fails with `not_found` when it cannot be read. */
export async function parsedSpec(file: string): Promise<LoadedModule> {
  const text = await readFile(file, "utf8").catch((error: Error) => unreadable(file, error));
  if (isConfigModule(file)) {
    ranModule = true;
    return loadConfigModule(resolve(file), __dirname);
  }
  const { tree, problems, workers } = studySpec(text, formatOf(file));
  return { tree, problems, workers, functions: new Map() };
}

export function unreadable(file: string, error: Error): never {
  throw failure("not_found", `${file} cannot be read: ${error.message}`, file);
}

export function formatOf(file: string): "yaml" | "json" {
  return extname(file) === ".json" ? "json" : "yaml";
}

let ranModule = false;

/** A config module may have left timers and connections behind, which would keep the command from ending. */
export function endAfterModule(): void {
  if (ranModule) process.stdout.write("", () => process.exit());
}

/** A problem as compilers write it, so that editors find the place. */
export function problemLine(
  found: { file: string } & Pick<Problem, "line" | "column" | "severity" | "message" | "code">,
): string {
  const { file, line, column, severity, code, message } = found;
  return `${file}:${line}:${column}: ${severity}: ${message} [${code}]`;
}
