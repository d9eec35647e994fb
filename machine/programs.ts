import { dirname, join, resolve } from "node:path";
import { nearest } from "../spec/index.ts";
import type { Machine } from "./machine.ts";
import { remembered } from "./remembered.ts";

/** Why a command's program cannot be started here; null when it can. */
export async function programFinding(
  [program = ""]: readonly string[],
  { project, folder, env }: { project: string; folder: string; env: Readonly<Record<string, string>> },
  machine: Machine,
): Promise<{ code: "command_not_found" | "not_executable"; message: string } | null> {
  if (isOpen(program)) return null;
  if (/[/\\]/.test(program)) return atPath(program, folder, machine);
  if (Object.keys(env).some((name) => name.toUpperCase() === "PATH")) return null; // it searches where it says itself
  if (await onPath(program, project, machine)) return null;
  const meant = nearest(program, wellKnown);
  const remedy =
    meant && (await onPath(meant, project, machine))
      ? `did you mean \`${meant}\`?`
      : "install it, or correct the command";
  const message = `there is no program \`${program}\` on the PATH, nor in node_modules/.bin; ${remedy}`;
  return { code: "command_not_found", message };
}

/** Has a placeholder that was not filled in, which other problems tell. */
export function isOpen(word: string): boolean {
  return word === "" || /\{\w+\}/.test(word);
}

async function atPath(program: string, folder: string, machine: Machine) {
  const file = resolve(folder, program);
  for (const ending of machine.programEndings) {
    if ((await machine.kind(file + ending)) !== "file") continue;
    if (await machine.isExecutable(file + ending)) return null;
    const message = `\`${program}\` may not be executed; chmod +x it, or name what runs it, e.g. sh ${program}`;
    return { code: "not_executable" as const, message };
  }
  const message = `there is no program \`${program}\` in the folder that it is started from; build it, or correct the command`;
  return { code: "command_not_found" as const, message };
}

/** As the runtime looks it up: node_modules/.bin of the spec's folder and of those above, then the PATH. */
function onPath(program: string, project: string, machine: Machine): Promise<boolean> {
  return remembered(machine, `program ${program} ${project}`, () => searched(program, project, machine));
}

async function searched(program: string, project: string, machine: Machine): Promise<boolean> {
  const own = above(project).map((each) => join(each, "node_modules", ".bin"));
  for (const each of [...own, ...machine.searched]) {
    for (const ending of machine.programEndings) {
      if ((await machine.kind(join(each, program + ending))) === "file") return true;
    }
  }
  return false;
}

/** `/a/b` → `/a/b`, `/a`, `/` */
export function above(folder: string): string[] {
  const outer = dirname(folder);
  return outer === folder ? [folder] : [folder, ...above(outer)];
}

const wellKnown = [
  ...["node", "npm", "npx", "pnpm", "yarn", "tsx", "bun", "deno", "python", "python3", "ruby", "perl", "php", "java"],
  ...["go", "cargo", "docker", "sh", "bash", "redis-server", "postgres", "nginx", "mosquitto", "caddy", "curl"],
];
