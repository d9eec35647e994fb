import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { Command } from "commander";
import { inModule, isConfigModule } from "../../config/index.ts";
import { missingOf, thisMachine } from "../../machine/index.ts";
import { located, type Problem, studySpec, toFault } from "../../spec/index.ts";
import { answering, print } from "../command.ts";
import { specOf } from "../place.ts";
import { formatOf, parsedSpec, problemLine, unreadable } from "../spec-file.ts";

/** `supertree check FILE…`: the specs' problems with their places; exit code 1 when there is an error. Needs no runtime. */
export function check(program: Command): void {
  answering(program, "check [file...]", "find the mistakes in specs").action(
    async (named: string[], options: { json?: boolean }) => {
      const files = named.length > 0 ? named : [await specOf(undefined)];
      const found = (await Promise.all(files.map(problemsOf))).flat();
      print(options, found, () => found.map(problemLine).join("\n") || "No problems.");
      if (found.some((problem) => problem.severity === "error")) process.exitCode = 1;
    },
  );
}

async function problemsOf(file: string) {
  const problems = isConfigModule(file) ? await problemsOfModule(file) : await problemsOfText(file);
  return problems.map((problem) => row(file, problem));
}

/** What an editor shows of it, too: what is wrong by itself, and what is not on this machine. */
async function problemsOfText(file: string): Promise<Problem[]> {
  const text = await readFile(file, "utf8").catch((error: Error) => unreadable(file, error));
  const study = studySpec(text, formatOf(file));
  const missing = await missingOf(study.workers, dirname(resolve(file)), thisMachine(process.env));
  const all = [...study.problems, ...missing.map((finding) => located(finding, study))];
  return all.sort((a, b) => a.line - b.line || a.column - b.column);
}

async function problemsOfModule(file: string): Promise<Problem[]> {
  const { problems, workers } = await parsedSpec(file);
  const missing = await missingOf(workers, dirname(resolve(file)), thisMachine(process.env));
  return [...problems, ...missing.map((finding) => inModule(toFault(finding, "")))];
}

function row(file: string, { line, column, severity, code, message, related }: Problem) {
  return { file, line, column, severity, code, message, ...(related ? { related } : {}) };
}
