import type { Command } from "commander";

/** A subcommand that finds its tree by `--spec`, from the current folder or, elsewhere, by `--url`, and answers programs with `--json`. */
export function treeCommand(program: Command, usage: string, description: string): Command {
  return localCommand(program, usage, description)
    .option("--url <url>", "a node of another machine: wss://HOST:PORT")
    .option("--token-file <file>", "with --url: the file with its token")
    .option("--fingerprint <sha256>", "with --url: the certificate that it has to show")
    .option("--client-cert <file>", "with --url: the certificate to show where it asks for one")
    .option("--client-key <file>", "with --url: the key of that certificate");
}

/** The same for what can be done only on the tree's own machine. */
export function localCommand(program: Command, usage: string, description: string): Command {
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
