import { combine } from "./combine.ts";
import type { Findings, Place } from "./findings.ts";
import { lifeOf, significance } from "./life.ts";
import type { Command, Ready, Stop, WorkerSpec } from "./model.ts";
import { fill, literally } from "./placeholder.ts";
import { milliseconds } from "./plan.ts";
import type { DefaultChild, SupervisorDocument, WorkerDocument } from "./schema.ts";
import { joinWords, shellSyntax, splitWords } from "./words.ts";

/** What a worker is made within. */
export interface Nursery {
  settings: SupervisorDocument;
  /** Whether a child takes from the default what it does not say itself: made from a template, or on a dynamic supervisor. */
  inherits: boolean;
  /** Where the default child spec stands, for what is wrong with what came from it. */
  defaultPlace: Place;
}

const readyTimeoutMs = 30_000;
const stopTimeoutMs = 5_000;

/** One process: what it says itself, combined with the default, its placeholders filled in. Null when it cannot run. */
export function workerOf(
  own: WorkerDocument,
  n: number | null,
  place: Place,
  nursery: Nursery,
  found: Findings,
): WorkerSpec | null {
  const base = nursery.settings.default;
  if (own.append && !base) {
    found.add(
      "append_without_default",
      [...place, "append"],
      "there is no default child spec to append to; add `default:` to the supervisor",
    );
  }
  const document = combine(base, own, nursery.inherits);
  const at = (key: keyof WorkerDocument): Place =>
    own[key] === undefined ? [...nursery.defaultPlace, key] : [...place, key];
  const fillAt: Fill = (text, below, escaped = (id) => id) => fill(text, { id: escaped(own.id), n }, below, found);

  const run = commandOf(document, at, fillAt, own.run === undefined ? place : at("run"), found);
  const life = lifeOf(document, place, found);
  significance(document.significant === true, life, nursery.settings, place, found);
  if (!run) return null;
  return {
    kind: "worker",
    id: own.id,
    life,
    significant: document.significant ?? false,
    needs: [],
    alive: null,
    maxUptimeMs: null,
    appends: own.append ? own : null,
    run,
    cwd: document.cwd === undefined ? null : fillAt(document.cwd, at("cwd")),
    env: environmentOf(own, base, place, nursery, fillAt),
    ready: document.ready ? readyOf(document.ready, at("ready"), fillAt, found) : null,
    stop: stopOf(document.stop),
    hot: document.hot ?? "auto",
    debug: document.debug ?? "auto",
  };
}

/** Fills a text in; `escaped` writes the id as a part of an address or a pattern. */
type Fill = (text: string, place: Place, escaped?: (id: string) => string) => string;
type At = (key: keyof WorkerDocument) => Place;

function commandOf(document: WorkerDocument, at: At, fillAt: Fill, place: Place, found: Findings): Command | null {
  const { run, args = [] } = document;
  if (run === undefined) {
    found.add("missing_run", place, "this child has nothing to run; write e.g. `run: node app.ts`");
    return null;
  }
  const text = typeof run === "string" ? run : joinWords(run);
  const words = typeof run === "string" ? splitWords(run) : run;
  if (words === null) {
    found.add("open_quote", at("run"), "a quote is opened and not closed; close it, or write the words as a list");
    return null;
  }
  if (words.length === 0 || words[0] === "") {
    found.add("missing_run", at("run"), "there is no program in `run`; write e.g. `run: node app.ts`");
    return null;
  }
  const shell = typeof run === "string" ? shellSyntax(run) : null;
  if (shell !== null) {
    const message = `\`${shell}\` is passed on as it is, since no shell is involved; write sh -c '…', and variables under \`env\``;
    found.add("shell_syntax", at("run"), message);
  }
  return {
    text: fillAt([text, ...(args.length > 0 ? [joinWords(args)] : [])].join(" "), at("run")),
    words: [...words.map((word) => fillAt(word, at("run"))), ...args.map((word) => fillAt(word, at("args")))],
  };
}

function environmentOf(
  own: WorkerDocument,
  base: DefaultChild | undefined,
  place: Place,
  nursery: Nursery,
  fillAt: Fill,
) {
  const inherited = own.append || nursery.inherits ? (base?.env ?? {}) : {};
  const filled = (env: Record<string, string>, below: Place) =>
    Object.entries(env).map(([name, value]) => [name, fillAt(value, [...below, "env", name])] as const);
  return Object.fromEntries([...filled(inherited, nursery.defaultPlace), ...filled(own.env ?? {}, place)]);
}

function readyOf(document: NonNullable<WorkerDocument["ready"]>, place: Place, fillAt: Fill, found: Findings): Ready {
  const timeoutMs = document.timeout === undefined ? readyTimeoutMs : milliseconds(document.timeout);
  if ("http" in document)
    return { by: "http", url: fillAt(document.http, [...place, "http"], encodeURIComponent), timeoutMs };
  if ("log" in document) return { by: "log", pattern: fillAt(document.log, [...place, "log"], literally), timeoutMs };
  const written = typeof document.port === "number" ? String(document.port) : fillAt(document.port, [...place, "port"]);
  const port = Number(written);
  if (!/^\d+$/.test(written) || port < 1 || port > 65535) {
    found.add("bad_port", [...place, "port"], `\`${written}\` is no port; write a number from 1 to 65535`);
  }
  return { by: "port", port, host: fillAt(document.host ?? "127.0.0.1", [...place, "host"]), timeoutMs };
}

function stopOf(document: WorkerDocument["stop"]): Stop {
  if (document === "brutal_kill") return { signal: "SIGKILL", timeoutMs: 0 };
  const timeout = document?.timeout;
  const timeoutMs = timeout === undefined ? stopTimeoutMs : timeout === "infinity" ? timeout : milliseconds(timeout);
  return { signal: document?.signal ?? "SIGTERM", timeoutMs };
}
