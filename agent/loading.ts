import type { ModuleSwap } from "../wire/agent.ts";

/** Loads a module under a URL that was never used before. */
export async function load({ script, url }: ModuleSwap, limitMs: number): Promise<object> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, fail) => {
    const message = `${url} did not finish loading within ${limitMs / 1000} s: what does it wait for at its top level?`;
    timer = setTimeout(() => fail(new Error(message)), limitMs);
  });
  try {
    return await Promise.race([import(script), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What goes wrong is told with the line of the new code, where the error knows it. */
export async function explained<T>({ script }: ModuleSwap, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw new Error(`loading it failed: ${reasonOf(error, script)}`, { cause: error });
  }
}

/** `x is not defined (line 12)`, where the error tells of a line of the new code. */
function reasonOf(error: unknown, script: string): string {
  if (!(error instanceof Error)) return String(error);
  const { stack } = error.cause instanceof Error ? error.cause : error;
  const at = stack?.split(`${script}:`)[1]?.match(/^\d+/)?.[0];
  return at === undefined ? error.message : `${error.message} (line ${at})`;
}
