import { z } from "zod";
import { commandOf } from "./command.ts";
import type { Findings, Place } from "./findings.ts";
import type { Reporting } from "./model.ts";
import { milliseconds } from "./plan.ts";
import { choice } from "./plan-schema.ts";
import { command, lasting, url } from "./probe-schema.ts";
import { hideAll } from "./secrets.ts";

const which = {
  severity: choice("bad_value", ["info", "warning", "error"])
    .optional()
    .describe(
      "The mildest that is told: info has exits with code 0, too; error only supervisors that end. Default warning.",
    ),
  every: lasting("pause", "5s")
    .optional()
    .describe(
      "How long after one telling the next begins at the earliest; what comes meanwhile is told together. Default 5s.",
    ),
};

/** Whom exits are reported to that nobody asked for, as people write it. */
export const reportDocument = z
  .union([
    z.strictObject({
      command: command.meta({
        description: "Run in the spec's folder each time, with the reports as JSON on its standard input.",
        examples: ["./tell.sh", "sh -c 'curl --data-binary @- \"$HOOK\"'"],
      }),
      ...which,
    }),
    z.strictObject({ url: url("The reports are sent there as JSON by POST."), ...which }),
  ])
  .describe(
    "Who outside is told of exits that nobody asked for, of stops that were not obeyed, and of supervisors that end.",
  );
export type ReportDocument = z.infer<typeof reportDocument>;

const usuallyEveryMs = 5_000;

export function reportingOf(document: ReportDocument, place: Place, found: Findings): Reporting | null {
  const { severity = "warning", every } = document;
  const everyMs = every === undefined ? usuallyEveryMs : milliseconds(every);
  if ("url" in document) return { to: { by: "url", url: document.url }, severity, everyMs };
  const asIs = (text: string) => text;
  const program = commandOf(document.command, "command", [...place, "command"], asIs, found);
  if (!program) return null;
  const shown = { ...program, text: hideAll(program.text, []) };
  return { to: { by: "command", command: shown }, severity, everyMs };
}
