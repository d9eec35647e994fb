import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { isConfigModule, loadConfigModule } from "../config/index.ts";
import { type ModuleFunctions, type Problem, parseSpec, type TreeSpec } from "../spec/index.ts";
import { codeOf, Refusal, reasonOf } from "./refusal.ts";

/** A problem of a spec with the file it is in, as `supertree check --json` prints it. */
export interface SpecProblem extends Problem {
  file: string;
}

/** A tree, and the functions that its plans name where the spec is a config module. */
export interface ReadSpec {
  tree: TreeSpec;
  functions: ModuleFunctions;
}

/** The tree that a file describes; refuses with `invalid_spec` and all problems, or `not_found`. */
export async function readSpec(file: string): Promise<ReadSpec> {
  const text = await textOf(file);
  if (isConfigModule(file)) return runModule(file);
  const { tree, problems } = parseSpec(text, languageOf(file));
  if (tree) return { tree, functions: new Map() };
  throw new SpecRefusal(
    file,
    problems.map((problem) => ({ file, ...problem })),
  );
}

async function runModule(file: string): Promise<ReadSpec> {
  const { tree, problems, functions } = await loadConfigModule(file, __dirname);
  // Nobody reads the standard output after the first line: a function that prints there would end the runtime.
  process.stdout.write = process.stderr.write.bind(process.stderr);
  if (tree) return { tree, functions };
  throw new SpecRefusal(
    file,
    problems.map((problem) => ({ file, ...problem })),
  );
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    const message =
      codeOf(error) === "ENOENT"
        ? `There is no spec ${file}: name another with --spec, or write one (supertree.yaml).`
        : `The spec ${file} cannot be read: ${reasonOf(error)}.`;
    throw new Refusal({ code: "not_found", message, where: file });
  }
}

function languageOf(file: string): "yaml" | "json" {
  switch (extname(file)) {
    case ".yaml":
    case ".yml":
      return "yaml";
    case ".json":
      return "json";
    default: {
      const message = `A spec is a .yaml, .yml or .json file or a module (.ts, .mts, .js, .mjs); ${file} is none of them.`;
      throw new Refusal({ code: "invalid_spec", message, where: file });
    }
  }
}

/** A refused spec: all that is wrong with it, each at its place. */
export class SpecRefusal extends Refusal {
  readonly problems: readonly SpecProblem[];

  constructor(file: string, problems: readonly SpecProblem[]) {
    const errors = problems.filter((problem) => problem.severity === "error");
    const places = errors.map((problem) => `${problem.file}:${problem.line}:${problem.column}: ${problem.message}`);
    const [first] = errors;
    super({
      code: "invalid_spec",
      message: `The spec is not valid, nothing was started.\n${places.join("\n")}`,
      where: first ? `${first.file}:${first.line}:${first.column}` : file,
    });
    this.problems = problems;
  }
}
