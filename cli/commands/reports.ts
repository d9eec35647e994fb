import type { Command } from "commander";
import { matches, type Report } from "../../wire/index.ts";
import { reportText } from "../../words/index.ts";
import { print, treeCommand } from "../command.ts";
import { failure } from "../failure.ts";
import { snapshotOf } from "../path.ts";
import { type Common, withClient } from "../place.ts";

interface Options extends Common {
  lines: string;
  follow?: boolean;
}

/** `supertree reports`: what supervision has reported, in the manner of OTP's progress and supervisor reports; with `--json` one object a line. */
export function reports(program: Command): void {
  treeCommand(program, "reports [path]", "show supervision's reports: starts, exits and what followed them, changes")
    .option("-n, --lines <n>", "how many of the last reports", "50")
    .option("-f, --follow", "go on with those from now on")
    .action((pattern: string | undefined, options: Options) => show(pattern, options));
}

async function show(text: string | undefined, options: Options): Promise<void> {
  if (!/^\d+$/.test(options.lines)) throw failure("usage", `${options.lines} is not a number of reports.`, "--lines");
  await withClient(options, async (client) => {
    const { root } = await snapshotOf(client);
    // A child that is forgotten by now still has its reports, so a path is not looked up in the tree.
    const pattern = text === undefined || text === root || text.startsWith("**") ? text : rooted(root, text);
    const write = (report: Report) => {
      const meant = pattern === undefined || matches(pattern, report.path) || report.path.startsWith(`${pattern}/`);
      if (meant) print(options, report, () => reportText(report));
    };
    client.on("report", write);
    const { reports } = await client.call("reports", { lines: Number(options.lines) });
    reports.forEach(write);
    if (options.follow) await client.closed;
  });
}

function rooted(root: string, path: string): string {
  return path.startsWith(`${root}/`) ? path : `${root}/${path}`;
}
