import { join } from "node:path";
import { nearest } from "../spec/index.ts";
import type { Machine } from "./machine.ts";
import { above } from "./programs.ts";

/** What is wrong with `npm run NAME`; null when it is another command, or the script is there. */
export async function scriptFinding(
  words: readonly string[],
  folder: string,
  machine: Machine,
): Promise<string | null> {
  const name = scriptOf(words);
  const scripts = name === null ? null : await packageScripts(folder, machine);
  if (name === null || scripts === null || Object.hasOwn(scripts, name)) return null;
  const meant = nearest(name, Object.keys(scripts));
  const known = Object.keys(scripts).slice(0, mostNamed);
  const remedy = meant
    ? `did you mean \`${meant}\`?`
    : known.length > 0
      ? `it has ${known.join(", ")}`
      : "it has none; add it";
  return `package.json has no script \`${name}\`; ${remedy}`;
}
const mostNamed = 10;

/** The scripts of the package that a folder belongs to, by name; null where there is no package.json, or none that can be read. */
export async function packageScripts(folder: string, machine: Machine): Promise<Record<string, string> | null> {
  for (const each of above(folder)) {
    const text = await machine.read(join(each, "package.json"));
    if (text !== null) return scriptsIn(text);
  }
  return null;
}

/** `npm run dev` → `dev`; one with options before the name may mean another package. */
function scriptOf([program = "", verb = "", name = ""]: readonly string[]): string | null {
  if (!["npm", "pnpm", "yarn"].includes(program)) return null;
  if (verb === "run" || verb === "run-script") return name === "" || /^-|\{/.test(name) ? null : name;
  return verb === "test" ? verb : null;
}

function scriptsIn(text: string): Record<string, string> | null {
  try {
    const parsed: unknown = JSON.parse(text);
    const scripts = typeof parsed === "object" && parsed !== null && "scripts" in parsed ? parsed.scripts : {};
    if (typeof scripts !== "object" || scripts === null) return {};
    return Object.fromEntries(Object.entries(scripts).map(([name, command]) => [name, String(command)]));
  } catch {
    return null; // no JSON: npm itself will say so
  }
}
