import { constants } from "node:os";

/** What ends a process: the usual ones first, then all others that this system has. */
export function endingSignals(): string[] {
  return known(["SIGKILL", "SIGTERM", "SIGINT", "SIGHUP", "SIGQUIT", "SIGABRT", "SIGSEGV", "SIGUSR2"]);
}

/** What programs listen to without ending, and what stops and continues them; then all others. */
export function gentleSignals(): string[] {
  return known(["SIGUSR2", "SIGHUP", "SIGUSR1", "SIGWINCH", "SIGSTOP", "SIGCONT"]);
}

function known(first: readonly string[]): string[] {
  const all = Object.keys(constants.signals);
  return [...first.filter((name) => all.includes(name)), ...all.filter((name) => !first.includes(name)).sort()];
}
