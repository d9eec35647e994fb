import { rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import type { WorkerSpec } from "../../spec/index.ts";
import { codeOf, reasonOf } from "../refusal.ts";
import { whereOf } from "./environment.ts";

/** The file that asks a child to end, where it watches for one; null where it is asked by a signal. */
export function stopFileOf(project: string, spec: WorkerSpec): string | null {
  return spec.stop.file === null ? null : resolve(whereOf(project, spec).cwd, spec.stop.file);
}

/** Makes it; what it says is for people who look. Answers with why that is not possible. */
export function ask(file: string): string | null {
  try {
    writeFileSync(file, "stop\n");
    return null;
  } catch (error) {
    return reasonOf(error);
  }
}

/** Takes it away, so that the next incarnation is not asked at its start. Answers with why it has to stay. */
export function clear(file: string): string | null {
  try {
    rmSync(file, { force: true });
    return null;
  } catch (error) {
    return codeOf(error) === "ENOTDIR" ? null : reasonOf(error);
  }
}
