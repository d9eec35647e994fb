import { z } from "zod";

const none = z.looseObject({}).nullish();
const text = z.string();
const threadOf = z.looseObject({ threadId: z.int() });

/** What both ways in say about debugging. Other keys (`name`, `preLaunchTask`, …) are the editor's. */
const common = {
  /** Path patterns of the processes to debug; all when empty. */
  only: z.array(text).default([]),
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
  /** How a process is reached: over the inspector's port, opened on loopback on demand, or by a thread in it, without any port. */
  transport: z.enum(["port", "agent"]).default("port"),
  /** Whether the Node processes that the tree's processes start are debugged, too. */
  autoAttachChildProcesses: z.boolean().default(false),
};

const sourceBreakpoint = z.looseObject({
  line: z.int(),
  column: z.int().optional(),
  condition: text.optional(),
  hitCondition: text.optional(),
  logMessage: text.optional(),
});

const source = z.looseObject({ path: text.optional(), sourceReference: z.int().optional() });

/** Every request that is served, with the shape of its arguments. DAP's `arguments` may be left out where all is optional. */
const shapes = {
  initialize: z.looseObject({
    linesStartAt1: z.boolean().default(true),
    columnsStartAt1: z.boolean().default(true),
    pathFormat: z.literal("path").default("path"),
  }),
  launch: z.looseObject({ ...common, spec: text, env: z.record(text, text).default({}) }),
  attach: z
    .looseObject({ ...common, spec: text.optional(), url: text.optional(), tokenFile: text.optional() })
    .refine((how) => how.spec !== undefined || how.url !== undefined, { message: "needs `spec` or `url`" })
    .refine((how) => how.url === undefined || how.tokenFile !== undefined || how.spec !== undefined, {
      message: "`url` needs `tokenFile` (or `spec`, beside which the token lies)",
    }),
  configurationDone: none,
  setBreakpoints: z.looseObject({ source, breakpoints: z.array(sourceBreakpoint).default([]) }),
  setExceptionBreakpoints: z.looseObject({ filters: z.array(z.enum(["caught", "uncaught"])) }),
  threads: none,
  continue: threadOf,
  next: threadOf,
  stepIn: threadOf,
  stepOut: threadOf,
  pause: threadOf,
  stackTrace: z.looseObject({
    threadId: z.int(),
    startFrame: z.int().min(0).default(0),
    levels: z.int().min(0).default(0),
  }),
  scopes: z.looseObject({ frameId: z.int() }),
  variables: z.looseObject({
    variablesReference: z.int().positive(),
    filter: z.enum(["indexed", "named"]).optional(),
    start: z.int().min(0).default(0),
    count: z.int().min(0).default(0),
  }),
  setVariable: z.looseObject({ variablesReference: z.int().positive(), name: text, value: text }),
  evaluate: z.looseObject({
    expression: text,
    frameId: z.int().optional(),
    /** Ours: the process to evaluate in while it is not paused. */
    threadId: z.int().optional(),
    context: text.default("repl"),
  }),
  completions: z.looseObject({
    text,
    column: z.int(),
    line: z.int().default(1),
    frameId: z.int().optional(),
    threadId: z.int().optional(),
  }),
  source: z.looseObject({ sourceReference: z.int(), source: source.optional() }),
  exceptionInfo: threadOf,
  terminate: none,
  disconnect: z
    .looseObject({ terminateDebuggee: z.boolean().optional(), restart: z.boolean().optional() })
    .nullish()
    .transform((how) => how ?? {}),
  /** Ours: which thread is which process. */
  "supertree/threads": none,
  /** Ours: every process that is paused goes on. */
  "supertree/continueAll": none,
  "supertree/restartProcess": threadOf,
  "supertree/killProcess": threadOf,
} as const;

type Shapes = typeof shapes;
export type CommandOfClient = keyof Shapes;
/** A request with its arguments decoded: the closed union of what a client may ask. */
export type Request = { [C in CommandOfClient]: { command: C; arguments: z.infer<Shapes[C]> } }[CommandOfClient];
export type ArgumentsOf<C extends CommandOfClient> = z.infer<Shapes[C]>;

export type Decoded = { ok: true; request: Request } | { ok: false; message: string };

/** A client's message as a request, or the sentence that says what is wrong with it. */
export function decodeRequest(command: unknown, given: unknown): Decoded {
  if (typeof command !== "string") return { ok: false, message: "A request needs a `command`." };
  if (!isCommand(command)) return { ok: false, message: `There is no request “${command}” here.` };
  const decoded = shapes[command].safeParse(given);
  if (decoded.success) return { ok: true, request: { command, arguments: decoded.data } as Request };
  return { ok: false, message: `${command}: ${decoded.error.issues.map(complaint).join("; ")}` };
}

function isCommand(command: string): command is CommandOfClient {
  return Object.hasOwn(shapes, command);
}

/** `source.path: expected string`. */
function complaint(issue: { path: PropertyKey[]; message: string }): string {
  const where = issue.path.map(String).join(".");
  return where === "" ? issue.message : `${where}: ${issue.message}`;
}
