import { Document, isMap, isScalar, type YAMLMap } from "yaml";
import { type Found, type FoundProcess, idOf, type LeftOut } from "./found.ts";

/** A first spec of what was found: the children in an order in which each stands behind what it needs, and what was left out with the reason. */
export function draftOf(folderName: string, found: readonly Found[]): string {
  const processes = inOrder(distinct(found.flatMap((one) => one.processes)));
  const leftOut = found.flatMap((one) => one.leftOut);
  const document = new Document({
    name: idOf(folderName),
    strategy: processes.some(({ needs }) => needs && needs.length > 0) ? "rest_for_one" : "one_for_one",
    children: processes.map(childOf),
  });
  document.commentBefore = headOf(processes, leftOut);
  const { children } = childrenOf(document);
  for (const [index, process] of processes.entries()) comment(children[index], process, index > 0);
  return document.toString({ lineWidth: 0 });
}

/** The same id twice, from two files, gets a number. */
function distinct(processes: readonly FoundProcess[]): FoundProcess[] {
  const taken = new Set<string>();
  return processes.map((process) => {
    let id = process.id;
    for (let number = 2; taken.has(id); number++) id = `${process.id}-${number}`;
    taken.add(id);
    return { ...process, id };
  });
}

/** What is needed first; a circle stays as it was found, and the spec's own check names it. */
function inOrder(processes: readonly FoundProcess[]): FoundProcess[] {
  const done: FoundProcess[] = [];
  const visiting = new Set<FoundProcess>();
  const visit = (process: FoundProcess) => {
    if (done.includes(process) || visiting.has(process)) return;
    visiting.add(process);
    for (const id of process.needs ?? []) {
      const needed = processes.find((other) => other.id === id);
      if (needed) visit(needed);
    }
    done.push(process);
  };
  for (const process of processes) visit(process);
  return done;
}

function childOf(process: FoundProcess): Record<string, unknown> {
  const { id, from: _from, notes: _notes, instances = 1, needs, ...keys } = process;
  const needed = needs && needs.length > 0 ? { needs } : {};
  if (instances <= 1) return { id, ...keys, ...needed };
  return {
    id,
    supervisor: { strategy: "one_for_one", dynamic: { max: instances }, default: keys },
    ...needed,
    children: { from: 1, to: instances, id: `${id}-{n}` },
  };
}

function headOf(processes: readonly FoundProcess[], leftOut: readonly LeftOut[]): string {
  const files = [...new Set([...processes, ...leftOut].map(({ from }) => from.replace(/ script.*$/, "")))];
  const head = [` Made from ${files.join(", ")}. Read it, then press F5.`];
  if (leftOut.length > 0) head.push(" Left out:");
  for (const { name, from, why } of leftOut) head.push(` - ${name === from ? name : `${name} (${from})`}: ${why}`);
  return head.join("\n");
}

function childrenOf(document: Document): { children: YAMLMap[] } {
  const list = document.get("children", true);
  if (!list || isScalar(list) || !("items" in (list as object))) return { children: [] };
  return { children: (list as { items: unknown[] }).items.filter(isMap) };
}

function comment(child: YAMLMap | undefined, { from, notes = [] }: FoundProcess, apart: boolean): void {
  if (!child) return;
  child.commentBefore = [` ${from}`, ...notes.map((note) => ` ${note}`)].join("\n");
  child.spaceBefore = apart;
}
