import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The program that every debugging bench runs N times. */
export const program = fileURLToPath(new URL("./fixtures/worker.js", import.meta.url));

/** The line (from 1) that carries a marker such as `#first`. */
export function lineOf(marker: string): number {
  const line = readFileSync(program, "utf8")
    .split("\n")
    .findIndex((text) => text.includes(`// ${marker}`));
  if (line < 0) throw new Error(`${program} has no line marked ${marker}`);
  return line + 1;
}
