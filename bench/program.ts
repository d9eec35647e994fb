import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The program that every debugging bench runs N times. */
const program = fileURLToPath(new URL("./fixtures/worker.js", import.meta.url));

/** The line (from 1) that carries a marker such as `#first`. */
export function lineOf(marker: string): number {
  const line = readFileSync(program, "utf8")
    .split("\n")
    .findIndex((text) => text.includes(`// ${marker}`));
  if (line < 0) throw new Error(`${program} has no line marked ${marker}`);
  return line + 1;
}

/** The program in a folder of its own, an ES module for the floor as for us. */
export interface Place {
  folder: string;
  file: string;
  remove(): void;
}

export function newPlace(): Place {
  const folder = mkdtempSync(join(tmpdir(), "supertree-bench-"));
  const file = join(folder, "worker.js");
  cpSync(program, file);
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  return { folder, file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
