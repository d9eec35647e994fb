import { type ChildProcess, spawn } from "node:child_process";
import type { Command } from "../../spec/index.ts";
import { spawnFailure } from "../children/failure.ts";
import { signalGroup } from "../children/group.ts";
import { turn } from "../children/turn.ts";

/** Where a command runs that asks about a child: as the child itself does, but without the agent. */
export interface Where {
  cwd: string;
  env: Readonly<Record<string, string | undefined>>;
}

/**
 * Null when the command exits with 0 before `over`, else what it did instead. Nothing that it has started is left behind.
 * `input` is what it reads from its standard input.
 */
export async function commandFailure(
  command: Command,
  where: Where,
  over: AbortSignal,
  input: string | null = null,
): Promise<string | null> {
  await turn();
  if (over.aborted) return unfinished(command);
  const [program = "", ...words] = command.words;
  try {
    const child = spawn(program, words, {
      ...where,
      detached: true, // a group of its own, so that it ends with all it has started
      stdio: [input === null ? "ignore" : "pipe", "ignore", "ignore"],
      windowsHide: true,
    });
    child.stdin?.on("error", () => {}); // it does not read; how it ends tells the rest
    child.stdin?.end(input);
    const ended = await endOf(child, over);
    return typeof ended === "object" ? spawnFailure(ended.error, program, where.cwd) : sentence(command, ended, over);
  } catch (error) {
    return spawnFailure(error, program, where.cwd);
  }
}

type End = number | string | { error: unknown };

/** Its exit code, the signal that ended it, or why it was not started. */
function endOf(child: ChildProcess, over: AbortSignal): Promise<End> {
  return new Promise((settle) => {
    const end = () => {
      if (child.pid !== undefined) signalGroup(child.pid, "SIGKILL");
    };
    over.addEventListener("abort", end, { once: true });
    child.once("error", (error) => settle({ error }));
    child.once("exit", (code, signal) => {
      over.removeEventListener("abort", end);
      end(); // what it leaves in the background
      settle(signal ?? code ?? 0);
    });
  });
}

function sentence(command: Command, ended: number | string, over: AbortSignal): string | null {
  if (ended === 0) return null;
  if (over.aborted) return unfinished(command);
  return typeof ended === "number"
    ? `“${command.text}” exited with ${ended}`
    : `“${command.text}” was ended by ${ended}`;
}

function unfinished({ text }: Command): string {
  return `“${text}” did not end`;
}
