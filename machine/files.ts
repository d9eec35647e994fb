import { basename, dirname, join } from "node:path";
import { nearest } from "../spec/index.ts";
import type { Machine } from "./machine.ts";
import { remembered } from "./remembered.ts";

/** Whether a file is there, as it is named or with one of the endings that the program adds. */
export function exists(file: string, endings: readonly string[], machine: Machine): Promise<boolean> {
  return remembered(machine, `exists ${endings.length} ${file}`, () => lookedUp(file, endings, machine));
}

async function lookedUp(file: string, endings: readonly string[], machine: Machine): Promise<boolean> {
  for (const ending of ["", ...endings]) if (await machine.kind(file + ending)) return true;
  return false;
}

/** The name beside a missing path that was probably meant; null when none is near. */
export function resembling(path: string, machine: Machine, kind: "file" | "folder"): Promise<string | null> {
  return remembered(machine, `resembling ${kind} ${path}`, () => nearestBeside(path, machine, kind));
}

async function nearestBeside(path: string, machine: Machine, kind: "file" | "folder"): Promise<string | null> {
  const folder = dirname(path);
  const names = await machine.list(folder);
  const meant = nearest(basename(path), names);
  return meant !== null && (await machine.kind(join(folder, meant))) === kind ? meant : null;
}
