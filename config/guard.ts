import { Console } from "node:console";

/**
 * Loads somebody's module without letting it end this process, keep it waiting for ever, or write into its answer: what the module
 * prints goes to standard error, also later, for that is where the functions of a module print, too.
 */
export async function guarded<T>(load: () => Promise<T>): Promise<T> {
  globalThis.console = new Console(process.stderr, process.stderr);
  const { exit } = process;
  const { write } = process.stdout;
  process.exit = refuseExit;
  process.stdout.write = process.stderr.write.bind(process.stderr);
  const idle = onIdle();
  try {
    return await Promise.race([load(), idle.happened]);
  } finally {
    idle.stop();
    process.exit = exit;
    process.stdout.write = write;
  }
}

function refuseExit(): never {
  throw new Error("it ends the process; a config module only says what the tree is");
}

/** Nothing is left to be done, and yet the module is not loaded: it waits for something that never comes. */
function onIdle(): { happened: Promise<never>; stop: () => void } {
  let listener = () => {};
  const happened = new Promise<never>((_, fail) => {
    listener = () => fail(new Error("its top-level await never ends"));
    process.once("beforeExit", listener);
  });
  return { happened, stop: () => process.off("beforeExit", listener) };
}
