import type { Command } from "commander";
import { localCommand, print } from "../command.ts";
import { childOf } from "../path.ts";
import { type Common, withClient } from "../place.ts";
import { type Proposal, proposalFor, settle } from "../write-back.ts";

interface Options extends Common {
  yes?: boolean;
}

/** `supertree write PATH…`: into the spec file what was changed while the tree runs; a diff is shown first. */
export function write(program: Command): void {
  const description =
    "write plan, count, strategy, intensity and number of children, as they are now, into the spec file";
  localCommand(program, "write <path...>", description)
    .option("-y, --yes", "do not ask")
    .action(async (texts: string[], options: Options) => {
      const proposal = await withClient(options, async (client) => {
        const paths = [];
        for (const text of texts) paths.push(await childOf(client, text));
        return proposalFor(client, paths);
      });
      const written = await settle(proposal, options);
      print(options, answer(proposal, written), outcome(proposal, written));
    });
}

/** What a program is told. */
export function answer({ file, diff, notes }: Proposal, written: boolean) {
  return { file, diff, notes, written };
}

/** What a person is told. */
export function outcome({ file, diff }: Proposal, written: boolean): string {
  if (diff === "") return `${file} says so already.`;
  return written ? `Written into ${file}.` : `${file} was left as it is.`;
}
