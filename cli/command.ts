import type { Command } from "commander";

/** A subcommand that finds its tree by `--spec` or from the current folder, and answers programs with `--json`. */
export function treeCommand(program: Command, usage: string, description: string): Command {
  return answering(program, usage, description).option(
    "--spec <file>",
    "whose tree; default: supertree.yaml here or above",
  );
}

/** A subcommand that answers programs with `--json`. */
export function answering(program: Command, usage: string, description: string): Command {
  return program.command(usage).description(description).option("--json", "answer in JSON");
}

/** Prints an answer: the value itself for programs, lines for people. */
export function print(options: { json?: boolean }, value: unknown, text: (() => string) | string): void {
  const lines = options.json ? JSON.stringify(value) : typeof text === "string" ? text : text();
  if (lines !== "") process.stdout.write(`${lines}\n`);
}
