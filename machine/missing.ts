import { resolve } from "node:path";
import { setImmediate } from "node:timers/promises";
import { type Finding, Findings, type Place, type Standing } from "../spec/index.ts";
import { filesOf } from "./arguments.ts";
import { exists, resembling } from "./files.ts";
import type { Machine } from "./machine.ts";
import { programFinding } from "./programs.ts";
import { scriptFinding } from "./scripts.ts";

/**
 * What the workers of a spec need and this machine does not have: warnings, since another machine may have it, and a build
 * may make it. `folder` is the spec's. Children of one template are asked about once. Others get their turn in between, and once it is
 * not wanted any more it ends with what it has found so far.
 */
export async function missingOf(
  workers: readonly Standing[],
  folder: string,
  machine: Machine,
  wanted: () => boolean = () => true,
): Promise<Finding[]> {
  const found = new Findings();
  const asked = new Set<string>();
  for (const [index, standing] of workers.entries()) {
    if (index % atOnce === atOnce - 1) await setImmediate();
    if (!wanted()) break;
    const place = JSON.stringify(standing.run) + JSON.stringify(standing.cwd);
    if (asked.has(place)) continue;
    asked.add(place);
    await checkWorker(standing, folder, machine, found);
  }
  return found.all;
}

/** So many workers are asked about before others get their turn. */
const atOnce = 100;

async function checkWorker(standing: Standing, specFolder: string, machine: Machine, found: Findings): Promise<void> {
  const { worker } = standing;
  const folder = resolve(specFolder, worker.cwd ?? ".");
  if (worker.cwd !== null && (await machine.kind(folder)) !== "folder") {
    const meant = await resembling(folder, machine, "folder");
    const remedy = meant ? `did you mean \`${renamed(worker.cwd, meant)}\`?` : "create it, or correct `cwd`";
    found.add("missing_folder", standing.cwd, `there is no folder \`${worker.cwd}\` here; ${remedy}`);
    return;
  }
  const commands: [words: readonly string[], place: Place][] = [[worker.run.words, standing.run]];
  if (worker.ready?.by === "command") commands.push([worker.ready.command.words, [...standing.ready, "command"]]);
  const alive = worker.alive?.check;
  if (alive?.by === "command") commands.push([alive.command.words, [...standing.alive, "command"]]);
  for (const [words, place] of commands)
    await checkCommand(words, place, { project: specFolder, folder, worker, machine, found });
  await checkVariables(standing, folder, machine, found);
}

interface Where {
  project: string;
  folder: string;
  worker: Standing["worker"];
  machine: Machine;
  found: Findings;
}

async function checkCommand(words: readonly string[], place: Place, where: Where): Promise<void> {
  const { project, folder, worker, machine, found } = where;
  const program = await programFinding(words, { project, folder, env: worker.env }, machine);
  if (program) found.add(program.code, place, program.message);
  if (program) return;
  const script = await scriptFinding(words, folder, machine);
  if (script) found.add("missing_script", place, script);
  for (const { path, endings } of filesOf(words)) {
    const file = resolve(folder, path);
    if (await exists(file, endings, machine)) continue;
    const meant = await resembling(file, machine, "file");
    const remedy = meant ? `did you mean \`${renamed(path, meant)}\`?` : "create or build it, or correct the command";
    found.add(
      "missing_file",
      place,
      `there is no file \`${path}\` in the folder that \`${worker.id}\` runs in; ${remedy}`,
    );
  }
}

/** Variables that name a file to be read: one that the program writes itself need not be there. */
async function checkVariables(standing: Standing, folder: string, machine: Machine, found: Findings): Promise<void> {
  for (const [name, value] of Object.entries(standing.worker.env)) {
    if (!/(CONFIG|CERT|KEY|CA|CONFIG_FILE|SECRET_FILE|ENV_FILE)(_PATH)?$/i.test(name) || !/^\.{1,2}\//.test(value))
      continue;
    if (await machine.kind(resolve(folder, value))) continue;
    const message = `there is no file \`${value}\` in the folder that \`${standing.worker.id}\` runs in; create it, or correct ${name}`;
    found.add("missing_file", [...standing.place, "env", name], message);
  }
}

/** `src/brokr.ts` with `broker.ts` → `src/broker.ts` */
function renamed(path: string, name: string): string {
  return path.replace(/[^/\\]*[/\\]?$/, name);
}
