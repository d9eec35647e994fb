import { format, stripVTControlCharacters } from "node:util";
import type Protocol from "devtools-protocol";
import type { ClientWays } from "../core/index.ts";
import type { LogLine } from "../wire/index.ts";
import { type Counts, countsOf } from "./inspect/counts.ts";
import type { Handles } from "./inspect/handles.ts";
import { placeOf } from "./inspect/stack.ts";
import { type Expected, Printing, type Stream } from "./printing.ts";
import { type CdpEvent, onlyExpected } from "./process/cdp.ts";
import type { Target } from "./process/target.ts";

type Values = readonly Protocol.Runtime.RemoteObject[];

/** Where the program printed, and what. */
interface Origin {
  call: { scriptId: string; url: string; lineNumber: number; columnNumber: number } | null;
  values: Values;
}

/**
 * What the processes print. The text is what the runtime read from their standard output and error, each line once;
 * the debug protocol's console events add where in the source a line was printed and the objects in it.
 */
export class Output {
  readonly #emit: (body: object) => void;
  readonly #handles: Handles;
  readonly #client: () => ClientWays;
  readonly #counts: Counts;
  readonly #printing = new WeakMap<Target, Printing<Origin>>();
  readonly #queue = new Map<string, Promise<void>>();

  constructor(emit: (body: object) => void, handles: Handles, client: () => ClientWays) {
    this.#emit = emit;
    this.#handles = handles;
    this.#client = client;
    this.#counts = countsOf(client);
  }

  /**
   * Lines in the order of their process. Those of a debugged process wait until what its console said about them has arrived;
   * its target is looked up now, since the process may be gone by then.
   */
  lines(lines: readonly LogLine[], targetOf: (path: string, incarnation: number) => Target | undefined): void {
    for (const [path, own] of grouped(lines)) {
      const written = own.map((line) => ({ line, target: targetOf(line.path, line.incarnation) }));
      const before = this.#queue.get(path) ?? Promise.resolve();
      const done = before.then(async () => {
        for (const { line, target } of written) await this.#line(line, target);
      });
      this.#queue.set(path, done);
    }
  }

  /** A process called its console, or threw what nobody caught. */
  heard(target: Target, event: CdpEvent): void {
    if (event.method === "Runtime.consoleAPICalled") void this.#called(target, event.params);
    if (event.method === "Runtime.exceptionThrown") this.#threw(target, event.params.exceptionDetails);
  }

  async #line({ path, stream, text }: LogLine, target: Target | undefined): Promise<void> {
    if (target) await target.cdp.fence();
    const found = target && this.#printing.get(target)?.take(stream, text);
    if (found === "shown") return;
    const lines = (found ? found.lines : [text]).map((line) => `[${path}] ${line}\n`).join("");
    const output = this.#client().ansi ? lines : stripVTControlCharacters(lines);
    this.#emit({ category: stream, output, ...(target && found ? await this.#origin(target, found.origin) : {}) });
  }

  async #origin(target: Target, { call, values }: Origin): Promise<object> {
    const reference = values.some(({ objectId }) => objectId)
      ? { variablesReference: this.#handles.variables({ target, pause: null, holds: { is: "printed", values } }) }
      : {};
    if (!call) return reference;
    if (target.scripts.get(call.scriptId)) {
      const { source, line, column } = await placeOf(this.#handles, target, call);
      return { ...reference, source, line: this.#counts.line(line), column: this.#counts.column(column) };
    }
    // Its Debugger domain is off, so its source maps are unknown: the line is right only where code is run as it is written.
    const file = target.sources.places.fileOfScript(call.url);
    if (file === null || !/\.[cm]?js$/.test(file)) return reference;
    const place = { line: this.#counts.line(call.lineNumber + 1), column: this.#counts.column(call.columnNumber + 1) };
    return { ...reference, source: { name: file.split(/[\\/]/).at(-1), path: file }, ...place };
  }

  async #called(target: Target, { type, args, stackTrace }: Protocol.Runtime.ConsoleAPICalledEvent): Promise<void> {
    const printing = this.#printingOf(target);
    if (type === "endGroup") return printing.outdent();
    const stream = streamOf(type);
    if (stream === null) return;
    const expected: Expected<Origin> = {
      lines: null,
      origin: { call: stackTrace?.callFrames[0] ?? null, values: args },
    };
    printing.expect(stream, expected);
    const text = args.some(({ objectId }) => objectId)
      ? await formatInside(target, args)
      : format(...args.map(primitive));
    printing.settle(expected, text === null ? null : text.split("\n"));
    if (type === "startGroup" || type === "startGroupCollapsed") printing.indent();
  }

  #threw(
    target: Target,
    { exception, scriptId, url, lineNumber, columnNumber, stackTrace }: Protocol.Runtime.ExceptionDetails,
  ): void {
    const [head] = (exception?.description ?? "").split("\n");
    if (!head) return;
    const thrownAt = stackTrace?.callFrames[0] ?? {
      scriptId: scriptId ?? "",
      url: url ?? "",
      lineNumber,
      columnNumber,
    };
    this.#printingOf(target).expect("stderr", { lines: [head], origin: { call: thrownAt, values: [] } });
  }

  #printingOf(target: Target): Printing<Origin> {
    const printing = this.#printing.get(target) ?? new Printing<Origin>();
    this.#printing.set(target, printing);
    return printing;
  }
}

/** Which stream Node's console writes a call of this type to; null for those whose text Node makes up itself (`table`, `timeEnd`). */
function streamOf(type: Protocol.Runtime.ConsoleAPICalledEvent["type"]): Stream | null {
  switch (type) {
    case "log":
    case "info":
    case "debug":
    case "startGroup":
    case "startGroupCollapsed":
      return "stdout";
    case "error":
    case "warning":
      return "stderr";
    default:
      return null;
  }
}

function primitive({ type, value, unserializableValue, description }: Protocol.Runtime.RemoteObject): unknown {
  if (type === "bigint") return BigInt((unserializableValue ?? "0").replace(/n$/, ""));
  if (unserializableValue) return Number(unserializableValue);
  if (type === "symbol") return Symbol(description?.replace(/^Symbol\(|\)$/g, ""));
  return value;
}

/** The text as the program's own console makes it. */
async function formatInside(target: Target, args: Values): Promise<string | null> {
  const objectId = args.find((arg) => arg.objectId)?.objectId;
  if (!objectId) return null;
  const given = args.map((arg) =>
    arg.objectId
      ? { objectId: arg.objectId }
      : arg.unserializableValue
        ? { unserializableValue: arg.unserializableValue }
        : { value: arg.value },
  );
  const functionDeclaration = "function (...all) { return process.getBuiltinModule('util').format(...all); }";
  try {
    const { result } = await target.cdp.call("Runtime.callFunctionOn", {
      objectId,
      functionDeclaration,
      arguments: given,
      silent: true,
    });
    return typeof result.value === "string" ? result.value : null;
  } catch (error) {
    onlyExpected(error);
    return null;
  }
}

function grouped(lines: readonly LogLine[]): Map<string, LogLine[]> {
  const byPath = new Map<string, LogLine[]>();
  for (const line of lines) byPath.set(line.path, [...(byPath.get(line.path) ?? []), line]);
  return byPath;
}
