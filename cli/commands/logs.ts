import type { Command } from "commander";
import type { LogLine } from "../../wire/index.ts";
import { print, treeCommand } from "../command.ts";
import { failure } from "../failure.ts";
import { resolvePath, snapshotOf } from "../path.ts";
import { type Common, withClient } from "../place.ts";

interface Options extends Common {
  lines: string;
  follow?: boolean;
}

/** `supertree logs PATH`: the last lines of a child, of all below a supervisor, or of a pattern; with `--json` one object a line. */
export function logs(program: Command): void {
  treeCommand(program, "logs [path]", "show what children wrote; a path may have * and **")
    .option("-n, --lines <n>", "how many of the last lines", "100")
    .option("-f, --follow", "go on with what they write from now on")
    .action((text: string | undefined, options: Options) => show(text, options));
}

async function show(text: string | undefined, options: Options): Promise<void> {
  if (!/^\d+$/.test(options.lines)) throw failure("usage", `${options.lines} is not a number of lines.`, "--lines");
  const follow = options.follow === true;
  await withClient(options, async (client) => {
    const { root, nodes } = await snapshotOf(client);
    const paths = nodes.map((node) => node.path);
    const pattern = text === undefined ? root : text.includes("*") ? rooted(root, text) : resolvePath(paths, text);
    const named = nodes.find((node) => node.path === pattern)?.kind !== "worker";
    const write = (line: LogLine) => print(options, line, named ? `${line.path} | ${line.text}` : line.text);

    client.on("output", ({ lines }) => lines.forEach(write));
    const { lines } = await client.call("logs", { paths: [pattern], lines: Number(options.lines), follow });
    lines.forEach(write);
    if (follow) await client.closed;
  });
}

function rooted(root: string, pattern: string): string {
  return pattern.startsWith(`${root}/`) || pattern.startsWith("**") ? pattern : `${root}/${pattern}`;
}
