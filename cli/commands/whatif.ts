import type { Command } from "commander";
import { parseDuration } from "../../spec/index.ts";
import { eventsOf, summaryOf, type WhatIf } from "../../words/index.ts";
import { print, treeCommand } from "../command.ts";
import { failure } from "../failure.ts";
import { childOf } from "../path.ts";
import { type Common, withClient } from "../place.ts";
import { signalOf } from "../signal.ts";
import { traceText } from "../text/trace.ts";
import { elementsOf } from "./plan.ts";

interface Options extends Common {
  code?: string;
  signal?: string;
  times: string;
  every: string;
  plan?: string;
}

/** As many events as one rehearsal takes, with a change of plan in front. */
const mostTimes = 999;

/** `supertree whatif PATH`: what the running tree would do if this child exited. With `--json` the trace, one object a line. */
export function whatif(program: Command): void {
  treeCommand(program, "whatif <path>", "what would happen if this child exited; nothing of the tree is touched")
    .option("--code <n>", "it exits with this code (default: 1)")
    .option("--signal <name>", "it is ended by this signal")
    .option("--times <n>", "how many times", "1")
    .option("--every <duration>", "how long after one another", "10s")
    .option("--plan <plan>", "with this plan in place of its own, e.g. '[restart, stop]'")
    .action((text: string, options: Options) => tellWhatIf(text, options));
}

async function tellWhatIf(text: string, options: Options): Promise<void> {
  const question = questionOf(options);
  const { path, trace } = await withClient(options, async (client) => {
    const path = await childOf(client, text);
    return { path, ...(await client.call("rehearse", { events: eventsOf({ path, ...question }) })) };
  });
  if (!options.json) print(options, path, () => `${summaryOf(path, trace)}\n`);
  for (const line of trace) print(options, line, () => traceText(line));
}

function questionOf({ code, signal, times, every, plan }: Options): Omit<WhatIf, "path"> {
  if (code !== undefined && signal !== undefined)
    throw failure("usage", "A process ends by a code or by a signal. Give one of --code and --signal.", "--signal");
  const everyMs = parseDuration(every);
  if (everyMs === null)
    throw failure("usage", `${every} is not a duration. Give one such as 500ms, 10s or 1m.`, "--every");
  return {
    exit:
      signal === undefined
        ? { code: wholeNumber(code ?? "1", "--code", 0, 255) }
        : { signal: signalOf(signal, "--signal") },
    times: wholeNumber(times, "--times", 1, mostTimes),
    everyMs,
    plan: plan === undefined ? null : { plan: elementsOf(plan) },
  };
}

function wholeNumber(text: string, where: string, least: number, most: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= most) return number;
  throw failure("usage", `${text} is not a whole number from ${least} to ${most}.`, where);
}
