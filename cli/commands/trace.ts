import type { Command } from "commander";
import { stepText } from "../../words/index.ts";
import { print, treeCommand } from "../command.ts";
import { childOf } from "../path.ts";
import { type Common, withClient } from "../place.ts";

/** `supertree trace PATH`: every step of one supervisor as it happens, as OTP's `sys:trace`; until Ctrl-C. */
export function trace(program: Command): void {
  treeCommand(program, "trace <path>", "follow what a supervisor is told and what it does about it").action(
    (text: string, options: Common) =>
      withClient(options, async (client) => {
        const path = await childOf(client, text);
        client.on("trace", (step) => print(options, step, () => stepText(step)));
        await client.call("trace", { path, on: true });
        await client.closed;
      }),
  );
}
