import { spawn } from "node:child_process";
import { join } from "node:path";
import type { Command } from "commander";

/** `supertree dap`: the debug adapter on standard input and output, for any editor. */
export const dap = beside("dap", "run the debug adapter on standard input and output", "adapter.cjs");

/** `supertree lsp`: the language server for specs. */
export const lsp = beside("lsp", "run the language server for specs", "language.cjs");

/** A process of its own beside this file; its words are not ours to read, so all of them are passed on. */
function beside(name: string, description: string, file: string) {
  return (program: Command): void => {
    program
      .command(`${name} [words...]`)
      .description(description)
      .allowUnknownOption()
      .helpOption(false)
      .action(async (words: string[]) => {
        process.exitCode = await run(join(__dirname, file), words);
      });
  };
}

function run(file: string, words: string[]): Promise<number> {
  return new Promise((settle, fail) => {
    const child = spawn(process.execPath, [file, ...words], { stdio: "inherit" });
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => child.kill(signal));
    child.once("error", fail);
    child.once("exit", (code) => settle(code ?? 1));
  });
}
