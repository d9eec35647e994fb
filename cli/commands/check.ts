import type { Command } from "commander";
import type { Problem } from "../../spec/index.ts";
import { answering, print } from "../command.ts";
import { specOf } from "../place.ts";
import { parsedSpec, problemLine } from "../spec-file.ts";

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
  const { problems } = await parsedSpec(file);
  return problems.map((problem) => row(file, problem));
}

function row(file: string, { line, column, severity, code, message }: Problem) {
  return { file, line, column, severity, code, message };
}
