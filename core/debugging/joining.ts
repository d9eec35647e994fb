import { z } from "zod";

const text = z.string();

/** How many asynchronous calls back js-debug's `showAsyncStacks: true` goes. */
const usualDepth = 32;

/** `showAsyncStacks` as js-debug has it → how many asynchronous calls back a stack goes. */
const asyncDepth = z
  .union([
    z.boolean(),
    z.strictObject({ onAttach: z.int().min(0) }),
    z.strictObject({ onceBreakpointResolved: z.int().min(0) }),
  ])
  .default(false)
  .transform((asked) => {
    if (typeof asked === "boolean") return asked ? usualDepth : 0;
    return "onAttach" in asked ? asked.onAttach : asked.onceBreakpointResolved;
  });

/** What both ways in say about debugging. Other keys (`name`, `preLaunchTask`, …) are the editor's. */
const common = {
  /** Path patterns of the processes to debug; all when empty. */
  only: z.array(text).default([]),
  /** Path patterns of the processes that are threads whatever they do, where there are too many for all to be. */
  pinned: z.array(text).default([]),
  holdOnCrash: z.boolean().default(false),
  stopOnEntry: z.boolean().default(false),
  skipFiles: z.array(text).default([]),
  outFiles: z.array(text).default([]),
  sourceMaps: z.boolean().default(true),
  smartStep: z.boolean().default(true),
  sourceMapPathOverrides: z.record(text, text).default({}),
  resolveSourceMapLocations: z.array(text).nullable().default(null),
  localRoot: text.nullable().default(null),
  remoteRoot: text.nullable().default(null),
  showAsyncStacks: asyncDepth,
  /** How a process is reached: over the inspector's port, opened on loopback on demand, or by a thread in it, without any port. */
  transport: z.enum(["port", "agent"]).default("port"),
  /** Whether the Node processes that the tree's processes start are debugged, too. */
  autoAttachChildProcesses: z.boolean().default(false),
};

export const launch = z.looseObject({ ...common, spec: text, env: z.record(text, text).default({}) });

export const attach = z
  .looseObject({
    ...common,
    spec: text.optional(),
    url: text.optional(),
    tokenFile: text.optional(),
    /** In place of a file: what an editor keeps secret. */
    token: text.optional(),
    /** SHA-256 of the certificate that the node has to show. */
    fingerprint: text.optional(),
    clientCert: text.optional(),
    clientKey: text.optional(),
  })
  .refine((how) => how.spec !== undefined || how.url !== undefined, { message: "needs `spec` or `url`" })
  .refine((how) => how.url === undefined || (how.tokenFile ?? how.token ?? how.spec) !== undefined, {
    message: "`url` needs `tokenFile` (or `spec`, beside which the token lies)",
  });
