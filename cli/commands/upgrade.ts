import { join, resolve } from "node:path";
import type { Command } from "commander";
import { findRuntime } from "../../client/index.ts";
import { localCommand, print } from "../command.ts";
import { failure } from "../failure.ts";
import { gone } from "../gone.ts";
import { type Common, withClient } from "../place.ts";

interface Options extends Common {
  runtime?: string;
}

/** `supertree upgrade`: this version's runtime takes the tree over from the one that runs; no child is touched. */
export function upgrade(program: Command): void {
  localCommand(program, "upgrade", "let this version's runtime take the tree over; no child is touched")
    .option("--runtime <file>", "another version's runtime.cjs")
    .action(async (options: Options) => {
      const runtime = options.runtime === undefined ? join(__dirname, "runtime.cjs") : resolve(options.runtime);
      const before = await withClient(options, async (client) => {
        const status = await client.call("status", {});
        await client.call("upgrade", { runtime });
        await client.closed;
        return status;
      });
      await gone(before.pid);
      const after = await findRuntime(before.spec);
      if (!after) {
        const message = `No runtime took over; .supertree/logs/runtime.log says why. The children live: go on with them by "supertree up ${before.spec}".`;
        throw failure("no_runtime", message, before.spec);
      }
      const { pid, version, spec } = after;
      const text = `${spec}: runtime ${before.version} (pid ${before.pid}) → ${version} (pid ${pid}); no child was touched`;
      print(options, { spec, pid, version, before: { pid: before.pid, version: before.version } }, text);
    });
}
