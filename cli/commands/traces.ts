import { writeFile } from "node:fs/promises";
import type { Command } from "commander";
import type { Client } from "../../client/index.ts";
import { writeOtlp } from "../../traces/index.ts";
import type { Span } from "../../wire/index.ts";
import { print, treeCommand } from "../command.ts";
import { failure } from "../failure.ts";
import { type Common, withClient } from "../place.ts";
import { tracesText, traceText } from "../text/spans.ts";

interface Options extends Common {
  errors?: boolean;
  of?: string[];
  limit: string;
}

/** `supertree traces [list|show|export]`: what the tree's processes did together, as their OpenTelemetry spans tell it. */
export function traces(program: Command): void {
  const group = program.command("traces").description("list, show or export what the tree's processes did together");

  choosing(treeCommand(group, "list [text]", "the latest traces, or those with this text in a span")).action(
    async (text: string | undefined, options: Options) => {
      const answer = await withClient(options, (client) => client.call("traces", queryOf(text, options)));
      print(options, answer, () => tracesText(answer.traces, answer.counts));
    },
  );

  treeCommand(group, "show <trace>", "one trace, by its id or the begin of it").action(
    async (id: string, options: Common) => {
      const { spans, acts } = await withClient(options, async (client) =>
        client.call("trace_spans", { trace: await traceOf(client, id) }),
      );
      print(options, { spans, acts }, () => traceText(spans, acts));
    },
  );

  choosing(
    treeCommand(group, "export <file> [text]", "write traces into a file, as OTLP in JSON; - is standard output"),
  ).action(async (file: string, text: string | undefined, options: Options) => {
    const spans = await withClient(options, (client) => allSpans(client, queryOf(text, options)));
    const written = JSON.stringify(writeOtlp(spans));
    if (file === "-") return void process.stdout.write(`${written}\n`);
    await writeFile(file, `${written}\n`);
    print(options, { file, spans: spans.length }, `${spans.length} spans are in ${file}.`);
  });
}

function choosing(command: Command): Command {
  return command
    .option("--errors", "only traces in which something failed")
    .option("--of <path...>", "only traces in which these processes took part; a path may have * and **")
    .option("-n, --limit <n>", "at most so many, the latest", "50");
}

function queryOf(text: string | undefined, { errors, of: paths, limit }: Options) {
  const most = Number(limit);
  if (!Number.isInteger(most) || most < 1 || most > 10_000)
    throw failure("usage", `${limit} is not a number of traces from 1 to 10000.`, "--limit");
  return { ...(text !== undefined && { text }), ...(paths && { paths }), errors: errors === true, limit: most };
}

/** People give the first digits of an id. */
async function traceOf(client: Client, begin: string): Promise<string> {
  if (/^[0-9a-f]{32}$/.test(begin)) return begin;
  const { traces } = await client.call("traces", { text: begin, limit: 10_000 });
  const [only, ...others] = traces.filter(({ trace }) => trace.startsWith(begin));
  if (only === undefined)
    throw failure("not_found", `No trace begins with ${begin}: “supertree traces list” has them.`, begin);
  if (others.length > 0)
    throw failure("usage", `${others.length + 1} traces begin with ${begin}. Give more digits.`, begin);
  return only.trace;
}

async function allSpans(client: Client, query: ReturnType<typeof queryOf>): Promise<Span[]> {
  const { traces } = await client.call("traces", query);
  const spans: Span[] = [];
  for (const { trace } of traces) spans.push(...(await client.call("trace_spans", { trace })).spans);
  return spans;
}
