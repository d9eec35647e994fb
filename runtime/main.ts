import { setFlagsFromString } from "node:v8";
import { listeningWords } from "../wire/index.ts";
import { announceFailure } from "./announce.ts";
import { readArguments } from "./arguments.ts";
import { inherit, mayInherit, type SpecOrFailure } from "./heritage.ts";
import { own } from "./own.ts";
import { readSpec } from "./read-spec.ts";
import { prepare, stateFolderOf } from "./state/folder.ts";
import { takeLock } from "./state/lock.ts";
import { startSuccessor } from "./successor.ts";
import { version } from "./version.ts";

/** The process that owns one tree: reads what there is, takes the tree's lock, listens, says so, and runs until it is asked to end. */
async function main(): Promise<void> {
  if (process.argv[2] === "--version") return console.log(version);
  setFlagsFromString("--always-sparkplug"); // a child seldom ends, and then it is to be soon: code that runs seldom is never compiled otherwise
  const given = readArguments(process.argv.slice(2));
  const folder = stateFolderOf(given.specFile);
  const spec: SpecOrFailure = await readSpec(given.specFile).catch((error: Error) => error);
  if (spec instanceof Error && !mayInherit(folder)) throw spec;
  await prepare(folder);
  const unlock = await takeLock(folder.state, given.specFile);
  process.chdir(folder.project); // the keeper's address is named from here
  const heritage = await inherit(spec, folder, Date.now());
  const { how, hangUp, listening } = await own(given, folder, heritage);
  if (how.is === "handed_over") await hangUp(); // first: the next runtime takes the same address
  await unlock();
  if (how.is === "handed_over")
    await startSuccessor(how.to, [
      "--spec",
      given.specFile,
      "--no-start",
      ...(listening ? listeningWords(listening) : []),
    ]);
  else await hangUp(); // last: a client whose connection ends may start the tree's next runtime at once
}

main().then(
  () => process.exit(0),
  (error: unknown) => announceFailure(error),
);
