import { z } from "zod";
import { parseDuration, parseRate, ratePattern } from "./duration.ts";
import { says } from "./findings.ts";
import { logsDocument } from "./logs.ts";
import { choice, count, duration, plan, shown, signals, text, wholeNumber } from "./plan-schema.ts";
import { alive, command, lasting, ready } from "./probe-schema.ts";
import { reportDocument } from "./report.ts";
import { traceDocument } from "./trace.ts";

/**
 * The document as people write it: the one source of its types, its validation and the JSON Schema of the editor.
 * What depends on more than one place (ids, defaults, plans beside restarts) is checked where the tree is built.
 */

/** A child's id and a tree's name are parts of paths, of file names of logs and of patterns. */
export const childId = text()
  .refine((value) => !/[/\\]/.test(value), {
    error: ({ input }) =>
      says("id_with_slash", `the id ${shown(input)} has a slash, which separates ids in a path; use - or _`),
  })
  .refine((value) => /^[^\p{Cc}\p{Cs}*]+$/u.test(value) && value.trim() === value && !/^\.{1,2}$/.test(value), {
    error: ({ input }) => says("bad_id", `${shown(input)} is no id; write a word such as api or device-1`),
  });

const hotPackages = z.strictObject({
  packages: z.array(text()).min(1).describe("Names of packages in node_modules, as they are imported."),
});

const stop = z
  .union([
    z.literal("brutal_kill"),
    z.strictObject({
      signal: choice("bad_signal", signals).optional().describe("Asks the process to end. Default SIGTERM."),
      file: text()
        .optional()
        .meta({
          description:
            "For a program that watches for a file instead: it is made in the child's folder to ask, and removed when the process is gone.",
          examples: ["stop.flag", "run/{id}.stop"],
        }),
      timeout: z
        .union([duration, z.literal("infinity")])
        .optional()
        .describe("SIGKILL to the whole process group after this time. Default 5s."),
    }),
  ])
  .describe("How the child is asked to end. `brutal_kill`: SIGKILL at once.");

const life = {
  plan: plan.optional(),
  count: count.optional(),
  restart: choice("bad_value", ["permanent", "transient", "temporary"])
    .optional()
    .describe("OTP's way instead of a plan: restart always, after a failure only, or never. Default permanent."),
  significant: z.boolean().optional().describe("Its exit may end the supervisor, see `auto_shutdown`. Default false."),
};

const program = {
  run: command.optional().meta({
    description:
      "The program and its arguments: one text, split as a shell splits quotes, or a list of words. No shell is involved.",
    examples: ["node api.ts", ["node", "api.ts", "--name", "two words"]],
  }),
  args: z.array(text()).optional().describe("Further arguments behind those of `run`."),
  cwd: text().optional().describe("Folder it runs in, relative to the spec's folder. Default: the spec's folder."),
  env: z.record(z.string(), text()).optional().describe("Variables set for it, beside those of the runtime."),
  ready: ready.optional(),
  alive: alive.optional(),
  stop: stop.optional(),
  max_uptime: lasting("uptime", "24h")
    .optional()
    .describe("After so long a life it is stopped in order and started again; its plan is not asked. Default never."),
  hot: z
    .union([z.boolean(), z.literal("auto"), hotPackages], {
      error: ({ input }) =>
        input !== null && typeof input === "object"
          ? undefined
          : says("wrong_type", `${shown(input)} is not known here; write true, false, auto or {packages: [name]}`),
    })
    .optional()
    .describe(
      "Whether its modules can be reloaded while it runs. auto: where its Node does that at no notable cost. With packages: those of node_modules, too. Default auto.",
    ),
  debug: z
    .union([z.literal("auto"), z.literal(false), z.looseObject({ type: text() })], {
      error: ({ input }) =>
        input !== null && typeof input === "object"
          ? undefined
          : says(
              "wrong_type",
              `${shown(input)} is not known here; write auto, false or the editor's debug configuration for it`,
            ),
    })
    .optional()
    .describe(
      "auto: Node processes are debugged. false: never. A debug configuration: what the editor is asked to start for each incarnation, for another language; {id}, {n} and {pid} are filled in.",
    ),
};

export const needs = z
  .array(text())
  .optional()
  .describe("Ids of siblings that it relies on: a spec in which one of them is not started before it is an error.");

const append = z
  .boolean()
  .optional()
  .describe(
    "Combine with the supervisor's default child spec: stop timeouts and counts added, arguments and plans concatenated.",
  );

export const defaultChild = z
  .strictObject({ ...program, ...life })
  .describe("What children take where they say nothing themselves.");
export type DefaultChild = z.infer<typeof defaultChild>;

export const worker = z
  .strictObject({ id: childId.describe("Its name among its siblings."), ...program, ...life, needs, append })
  .describe("A process.");
export type WorkerDocument = z.infer<typeof worker>;

const supervisorKeys = {
  strategy: choice("bad_strategy", ["one_for_one", "one_for_all", "rest_for_one"])
    .optional()
    .describe(
      "Who is restarted along with a crashed child: nobody, all siblings, or those started after it. Default one_for_one.",
    ),
  intensity: z
    .strictObject({
      restarts: wholeNumber(0, "number of restarts"),
      period: duration.refine((value) => parseDuration(value) !== 0, {
        error: () => says("bad_value", "a period of 0s holds no restart; write e.g. 5s"),
      }),
    })
    .optional()
    .describe(
      "More than `restarts` within `period` ends the supervisor. Default 3 within 5s, of children with `restart` only.",
    ),
  auto_shutdown: choice("bad_value", ["never", "any_significant", "all_significant"])
    .optional()
    .describe(
      "Whether the supervisor ends when any, or the last, of its significant children has ended by itself. Default never.",
    ),
  dynamic: z
    .strictObject({
      max: z
        .union([wholeNumber(0, "number of children"), z.literal("infinity")])
        .optional()
        .describe("At most so many children. Default infinity."),
      start_rate: text()
        .refine((value) => parseRate(value) !== null, {
          error: ({ input }) => says("bad_rate", `${shown(input)} is no rate; write e.g. 50/s`),
        })
        .optional()
        .meta({
          description: "At most so many starts a second, minute or hour.",
          pattern: ratePattern,
          examples: ["50/s"],
        }),
      at_once: wholeNumber(1, "number of children")
        .optional()
        .describe("At most so many children start, and so many stop, at the same time. Default 50."),
    })
    .optional()
    .describe("Children may be started and deleted while it runs."),
  default: defaultChild.optional(),
};
export const supervisorSettings = z
  .strictObject(supervisorKeys)
  .describe("Makes this child a supervisor, with these settings.");
export type SupervisorDocument = z.infer<typeof supervisorSettings>;

const template = z
  .strictObject({
    from: wholeNumber(0, "number"),
    to: wholeNumber(0, "number"),
    id: childId.meta({ description: "Names the children; {n} is the number.", examples: ["device-{n}"] }),
  })
  .describe("So many like children, made from the supervisor's default child spec.");
export type TemplateDocument = z.infer<typeof template>;

export type ChildrenDocument = Child[] | TemplateDocument;
export interface SupervisedDocument {
  id: string;
  supervisor: SupervisorDocument;
  children?: ChildrenDocument | undefined;
  plan?: z.infer<typeof plan> | undefined;
  count?: z.infer<typeof count> | undefined;
  restart?: "permanent" | "transient" | "temporary" | undefined;
  significant?: boolean | undefined;
  needs?: string[] | undefined;
}
type Child = WorkerDocument | SupervisedDocument;

export const supervised: z.ZodType<SupervisedDocument> = z
  .strictObject({
    id: childId.describe("Its name among its siblings."),
    supervisor: supervisorSettings,
    get children() {
      return children;
    },
    ...life,
    needs,
  })
  .describe("A supervisor with its own children.");

export const child: z.ZodType<Child> = z.lazy(() => z.union([supervised, worker])).meta({ id: "child" });
export type { Child as ChildSpecDocument };

const children: z.ZodType<ChildrenDocument | undefined> = z
  .lazy(() => z.union([z.array(child), template]).optional())
  .describe("The children in start order, or a template for many like ones.");

export const specDocument = z.strictObject({
  $schema: text().optional().describe("Where the JSON Schema of this file is."),
  name: childId.describe("The tree's name: the root supervisor's id and the first part of every path."),
  ...supervisorKeys,
  report: reportDocument.optional(),
  trace: traceDocument.optional(),
  logs: logsDocument.optional(),
  get children() {
    return children;
  },
});
export type SpecDocument = z.infer<typeof specDocument>;
