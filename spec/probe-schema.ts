import { z } from "zod";
import { parseDuration } from "./duration.ts";
import { says } from "./findings.ts";
import { duration, shown, text, wholeNumber } from "./plan-schema.ts";

/** How a child is asked whether it is ready and whether it lives, as people write it. */

const badPort = ({ input }: { input?: unknown }) =>
  input === undefined ? undefined : says("bad_port", `${shown(input)} is no port; write a number from 1 to 65535`);

const port = (description: string) =>
  z
    .union(
      [
        z.int().min(1, { error: badPort }).max(65535, { error: badPort }),
        z.string().regex(/^[\d{}a-z]+$/, { error: badPort }),
      ],
      { error: badPort },
    )
    .meta({ description, examples: [8080, "80{n}"] });

const host = text().optional().describe("Where the port is. Default 127.0.0.1.");

export const url = (description: string) =>
  text()
    .refine((value) => /^https?:\/\/\S+$/.test(value), {
      error: ({ input }) => says("bad_url", `${shown(input)} is no address; write e.g. http://127.0.0.1:8080/health`),
    })
    .describe(description);

const pattern = text()
  .refine(isPattern, {
    error: ({ input }) => says("bad_pattern", `${shown(input)} is no regular expression of JavaScript`),
  })
  .describe("Ready once a line of its output matches this regular expression.");

const descriptor = z
  .int({ error: ({ input }) => (input === undefined ? undefined : badDescriptor(input)) })
  .min(3, { error: ({ input }) => badDescriptor(input) })
  .max(9, { error: ({ input }) => badDescriptor(input) })
  .meta({ description: "Ready once it writes a line on this file descriptor, as s6 has it.", examples: [3] });

/** A program and its arguments, as `run` and every command that asks have it. */
export const command = z.union([text(), z.array(text())]);

const asking = (description: string) =>
  command.meta({ description, examples: ["curl -f http://127.0.0.1:8080/health"] });

/** A time that must pass: 0s would ask without a break, or give no time for an answer. */
export const lasting = (what: string, example: string) =>
  duration.refine((value) => parseDuration(value) !== 0, {
    error: () => says("bad_value", `0s is no ${what}; write e.g. ${example}`),
  });

const deadline = duration.optional().describe("Not ready by then is an exit with reason `error`. Default 30s.");

export const ready = z
  .union([
    z.strictObject({ port: port("Ready once something listens on this TCP port."), host, timeout: deadline }),
    z.strictObject({
      http: url("Ready once this address answers with a status from 200 to 399."),
      timeout: deadline,
    }),
    z.strictObject({ log: pattern, timeout: deadline }),
    z.strictObject({ fd: descriptor, timeout: deadline }),
    z.strictObject({
      command: asking("Ready once this command, run again and again in the child's folder, exits with 0."),
      every: lasting("pause", "500ms").optional().describe("How long after one run the next begins. Default 500ms."),
      timeout: deadline,
    }),
  ])
  .describe(
    "When a started child counts as ready; the children after it wait for that. Without it: once it is spawned.",
  );
export type ReadyDocument = z.infer<typeof ready>;

const checks = {
  every: lasting("pause", "10s").optional().describe("How often it is asked. Default 10s."),
  timeout: lasting("time for an answer", "2s")
    .optional()
    .describe("No answer by then is a failure; at most `every`. Default 2s, or `every` where that is shorter."),
  failures: wholeNumber(1, "number of failures")
    .optional()
    .describe("So many failures in a row end the child, with reason `error`. Default 3."),
};

export const alive = z
  .union([
    z.strictObject({ port: port("Alive while something listens on this TCP port."), host, ...checks }),
    z.strictObject({ http: url("Alive while this address answers with a status from 200 to 399."), ...checks }),
    z.strictObject({
      command: asking("Alive while this command, run in the child's folder, exits with 0."),
      ...checks,
    }),
  ])
  .describe("How the child is asked, once it is ready, whether it still lives. Without it: while its process does.");
export type AliveDocument = z.infer<typeof alive>;

function badDescriptor(input: unknown): string {
  return says("bad_value", `${shown(input)} is no free file descriptor; write a number from 3 to 9`);
}

function isPattern(source: string): boolean {
  try {
    return new RegExp(source) !== null;
  } catch {
    return false; // the RegExp constructor has no other way to say so
  }
}
