import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { readCues, rehearse } from "../../core/rehearsal/index.ts";
import { caller } from "../../spec/index.ts";
import { answering } from "../command.ts";
import { failure } from "../failure.ts";
import { specOf } from "../place.ts";
import { parsedSpec, problemLine } from "../spec-file.ts";
import { traceText } from "../text/trace.ts";

/** `supertree simulate SPEC --events FILE`: what supervision would do when these events happened. Starts no process and needs no runtime. */
export function simulate(program: Command): void {
  answering(program, "simulate <spec>", "rehearse: what supervision does when these events happen; no process starts")
    .requiredOption("--events <file>", "what happens, one JSON object a line: docs/SIMULATE.md")
    .action(async (named: string, options: { events: string; json?: boolean }) => {
      const { tree, functions } = await treeOf(await specOf(named));
      const { cues, faults } = readCues(await eventsOf(options.events));
      if (faults.length > 0) throw badEvents(options.events, faults);
      const rehearsed = rehearse(tree, cues, caller(functions, complain));
      if (!rehearsed.ok) throw badEvents(options.events, [rehearsed.fault]);
      const lines = rehearsed.trace.map((line) => (options.json ? JSON.stringify(line) : traceText(line)));
      if (lines.length > 0) process.stdout.write(`${lines.join("\n")}\n`);
    });
}

/** What a plan function did wrong, for the person who wrote it; the trace says what comes of it. */
function complain(_path: string, message: string): void {
  console.error(`supertree: ${message}`);
}

async function treeOf(file: string) {
  const { tree, problems, functions } = await parsedSpec(file);
  if (tree) return { tree, functions };
  const errors = problems.filter(({ severity }) => severity === "error");
  const message = `The spec is not valid.\n${errors.map((problem) => problemLine({ file, ...problem })).join("\n")}`;
  throw failure("invalid_spec", message, `${file}:${errors[0]?.line}:${errors[0]?.column}`);
}

async function eventsOf(file: string): Promise<string> {
  return await readFile(file, "utf8").catch((error: Error) => {
    throw failure("not_found", `The events ${file} cannot be read (${error.message}). Name an existing file.`, file);
  });
}

function badEvents(file: string, faults: readonly { line: number; message: string }[]) {
  const message = faults.map((fault) => `${file}:${fault.line}: ${fault.message}`).join("\n");
  return failure("invalid_params", message, `${file}:${faults[0]?.line}`);
}
