import { existsSync } from "node:fs";
import type { WorkerSpec } from "../../spec/index.ts";
import type { SpawnFailure } from "../../wire/index.ts";
import { codeOf, reasonOf } from "../refusal.ts";
import { whereOf } from "./environment.ts";

/** Why a program could not be started, with the remedy. */
export function spawnFailure(error: unknown, command: string, cwd: string): string {
  switch (codeOf(error)) {
    case "ENOENT":
      return existsSync(cwd)
        ? `The command “${command}” was not found: install it, or correct “run” (it is looked up on the PATH and in node_modules/.bin).`
        : `The folder ${cwd} does not exist: make it, or correct “cwd”.`;
    case "ENOTDIR":
      return `${cwd} is not a folder: correct “cwd”.`;
    case "EACCES":
    case "EPERM":
      return `The command “${command}” may not be run: make the file executable, or name its interpreter first (such as “node ${command}”).`;
    case "EAGAIN":
    case "EMFILE":
    case "ENFILE":
    case "ENOMEM":
      return `The system has no room for another process (${reasonOf(error)}): stop some, or raise the limits (ulimit -u, ulimit -n).`;
    case "E2BIG":
      return `The arguments and the environment of “${command}” are too long for this system: shorten “run” or “env”.`;
    default:
      return `The command “${command}” could not be started: ${reasonOf(error)}.`;
  }
}

/** The same of a child that its keeper could not start. */
export function startFailure({ code, message }: SpawnFailure, spec: WorkerSpec, project: string): string {
  return spawnFailure(Object.assign(new Error(message), { code }), spec.run.words[0] ?? "", whereOf(project, spec).cwd);
}
