import { writeSync } from "node:fs";
import { createServer } from "node:net";
import { setFlagsFromString } from "node:v8";
import { Keeper } from "./keeper.ts";
import { Ledger } from "./ledger.ts";
import { serve } from "./serve.ts";

/**
 * The parent of a tree's children: `keeper.cjs SOCKET LEDGER`. It starts them, is told of their end by the system, and keeps that until
 * a runtime has taken note; it decides nothing. It reads nothing of what they write and keeps little in memory, since the time that
 * starting a process takes grows with the memory of whoever starts it.
 */
Error.stackTraceLimit = 0; // to ask for a group that is gone is an error of Node's: to take down where costs as much as to open a file
setFlagsFromString("--always-sparkplug"); // it seldom does anything, and then soon: no code ever runs often enough to be compiled
const [socket = "", ledger = ""] = process.argv.slice(2);
const keeper = new Keeper(new Ledger(ledger));
const server = createServer((connection) => serve(connection, keeper));
keeper.whenDone(() => {
  server.close();
  process.exit(0);
});
server.listen(socket, tellStarter);

/** Whoever has started this process may be gone already: another one will connect. */
function tellStarter(): void {
  try {
    writeSync(1, "listening\n");
  } catch (error) {
    console.error(`supertree keeper: its starter is gone: ${error}`);
  }
}
