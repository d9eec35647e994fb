import { z } from "zod";
import { attach, launch } from "./joining.ts";

const none = z.looseObject({}).nullish();
const text = z.string();
const count = z.int().min(0).default(0);
const threadOf = z.looseObject({ threadId: z.int() });
/** V8 steps by statements; `line` goes on to the next line, and `instruction` is not there. */
const stepOf = z.looseObject({
  threadId: z.int(),
  granularity: z.enum(["statement", "line", "instruction"]).optional(),
});
const format = z.looseObject({ hex: z.boolean().default(false) }).optional();
/** Path patterns; everything when empty. */
const paths = z.array(text).default([]);

/** How far a stop reaches, as `initialize` offers it. */
const mode = z.enum(["process", "subtree", "tree"]);
const guard = { condition: text.optional(), hitCondition: text.optional() };
const sourceBreakpoint = z.looseObject({
  ...guard,
  line: z.int(),
  column: z.int().optional(),
  logMessage: text.optional(),
  mode: mode.optional(),
});
const filter = z.enum(["caught", "uncaught", "crash"]);
const source = z.looseObject({ path: text.optional(), sourceReference: z.int().optional() });

/** Where an expression is evaluated: in a frame, or (ours) in a process while it is not paused. */
const place = { frameId: z.int().optional(), threadId: z.int().optional() };

/** Every request that is served, with the shape of its arguments. DAP's `arguments` may be left out where all is optional. */
export const shapes = {
  initialize: z.looseObject({
    linesStartAt1: z.boolean().default(true),
    columnsStartAt1: z.boolean().default(true),
    pathFormat: z.literal("path").default("path"),
    supportsProgressReporting: z.boolean().default(false),
    supportsMemoryEvent: z.boolean().default(false),
    supportsANSIStyling: z.boolean().default(false),
    supportsInvalidatedEvent: z.boolean().default(false),
    supportsStartDebuggingRequest: z.boolean().default(false),
  }),
  launch,
  attach,
  configurationDone: none,
  restart: none,
  terminate: none,
  disconnect: z
    .looseObject({ terminateDebuggee: z.boolean().optional(), suspendDebuggee: z.boolean().optional() })
    .nullish()
    .transform((how) => how ?? {}),
  cancel: z
    .looseObject({ requestId: z.int().optional(), progressId: text.optional() })
    .nullish()
    .transform((what) => what ?? {}),

  breakpointLocations: z.looseObject({
    source,
    line: z.int(),
    column: z.int().optional(),
    endLine: z.int().optional(),
    endColumn: z.int().optional(),
  }),
  setBreakpoints: z.looseObject({ source, breakpoints: z.array(sourceBreakpoint).default([]) }),
  setFunctionBreakpoints: z.looseObject({ breakpoints: z.array(z.looseObject({ ...guard, name: text })) }),
  setExceptionBreakpoints: z.looseObject({
    filters: z.array(filter),
    filterOptions: z
      .array(z.looseObject({ filterId: filter, condition: text.optional(), mode: mode.optional() }))
      .default([]),
  }),

  threads: none,
  continue: threadOf,
  next: stepOf,
  stepIn: z.looseObject({ ...stepOf.shape, targetId: z.int().optional() }),
  stepOut: stepOf,
  pause: threadOf,
  restartFrame: z.looseObject({ frameId: z.int() }),
  stepInTargets: z.looseObject({ frameId: z.int() }),
  terminateThreads: z.looseObject({ threadIds: z.array(z.int()).default([]) }),

  stackTrace: z.looseObject({
    threadId: z.int(),
    startFrame: count,
    levels: count,
    format: z.looseObject({ line: z.boolean().default(false), module: z.boolean().default(false) }).optional(),
  }),
  scopes: z.looseObject({ frameId: z.int() }),
  variables: z.looseObject({
    variablesReference: z.int().positive(),
    filter: z.enum(["indexed", "named"]).optional(),
    start: count,
    count,
    format,
  }),
  setVariable: z.looseObject({ variablesReference: z.int().positive(), name: text, value: text, format }),
  setExpression: z.looseObject({ expression: text, value: text, ...place, format }),
  evaluate: z.looseObject({ expression: text, ...place, context: text.default("repl"), format }),
  completions: z.looseObject({ text, column: z.int(), line: z.int().default(1), ...place }),
  exceptionInfo: threadOf,
  source: z.looseObject({ sourceReference: z.int(), source: source.optional() }),
  loadedSources: none,
  modules: z
    .looseObject({ startModule: count, moduleCount: count })
    .nullish()
    .transform((range) => range ?? { startModule: 0, moduleCount: 0 }),
  locations: z.looseObject({ locationReference: z.int() }),
  readMemory: z.looseObject({ memoryReference: text, offset: z.int().default(0), count: z.int().min(0) }),
  writeMemory: z.looseObject({
    memoryReference: text,
    offset: z.int().default(0),
    allowPartial: z.boolean().default(false),
    data: z.base64(),
  }),

  /** Ours: which thread is which process, threads or not. */
  "supertree/threads": none,
  /** Ours: every process below these paths pauses, goes on, or makes a step if it is paused. */
  "supertree/pause": z.looseObject({ paths }),
  "supertree/continue": z.looseObject({ paths }),
  "supertree/step": z.looseObject({ paths, kind: z.enum(["over", "into", "out"]) }),
  /** Ours: these processes are threads also where there are too many for all to be; or no longer. */
  "supertree/pin": z.looseObject({ paths, on: z.boolean() }),
  /** Ours: one expression in all these processes, without pausing them. */
  "supertree/evaluate": z.looseObject({ expression: text, paths }),
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
  const decoded = shapes[command].safeParse(given ?? {}); // VS Code leaves arguments out that are empty
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
