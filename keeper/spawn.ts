import { type ChildProcess, type StdioOptions, spawn } from "node:child_process";
import { closeSync } from "node:fs";
import type { SpawnFailure, StartByKeeper } from "../wire/keeper.ts";

type Living = ChildProcess & { pid: number };

/** Starts a child as the leader of a process group of its own, without a shell; null when it cannot be, which `failed` then tells. */
export function spawnChild(
  order: StartByKeeper,
  inherited: Readonly<Record<string, string>>,
  fileOf: (file: string) => number,
  failed: (failure: SpawnFailure) => void,
): Living | null {
  const files: number[] = [];
  const open = (file: string) => {
    const descriptor = fileOf(file);
    files.push(descriptor);
    return descriptor;
  };
  try {
    const child = spawn(order.program, order.words, {
      cwd: order.cwd,
      env: environmentOf(inherited, order.env),
      detached: true, // a group of its own, so that a stop reaches all it has started
      stdio: descriptorsOf(order, open),
      windowsHide: true,
    });
    if (isLiving(child)) return child;
    child.once("error", (error) => failed(failureOf(error)));
  } catch (error) {
    failed(failureOf(error));
  } finally {
    for (const descriptor of files) closeSync(descriptor);
  }
  return null;
}

function isLiving(child: ChildProcess): child is Living {
  return child.pid !== undefined;
}

/** It writes into files, not into pipes: what it writes is kept whoever dies, and nobody has to read it for the child to go on. */
function descriptorsOf({ stdout, stderr, announce }: StartByKeeper, open: (file: string) => number): StdioOptions {
  const usual = ["ignore" as const, open(stdout), open(stderr)];
  if (!announce) return usual;
  const between = Array.from({ length: announce.fd - usual.length }, () => "ignore" as const);
  return [...usual, ...between, open(announce.file)];
}

function environmentOf(inherited: Readonly<Record<string, string>>, own: StartByKeeper["env"]): Record<string, string> {
  const env = { ...inherited };
  for (const [name, value] of Object.entries(own)) {
    if (value === null) delete env[name];
    else env[name] = value;
  }
  return env;
}

function failureOf(error: unknown): SpawnFailure {
  const { code, message } = error as NodeJS.ErrnoException;
  return { code: code ?? null, message };
}
