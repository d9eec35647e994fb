import { combine } from "./combine.ts";
import { commandOf } from "./command.ts";
import { debugOf } from "./editor-debug.ts";
import type { Findings, Place } from "./findings.ts";
import { lifeOf, significance } from "./life.ts";
import type { Command, Stop, WorkerSpec } from "./model.ts";
import { type Fill, fill } from "./placeholder.ts";
import { milliseconds } from "./plan.ts";
import { aliveOf, readyOf } from "./probes.ts";
import type { DefaultChild, SupervisorDocument, WorkerDocument } from "./schema.ts";
import { checkSecrets } from "./secret-check.ts";
import { hideAll, secretsOf } from "./secrets.ts";
import { checkStop } from "./stop-check.ts";

/** What a worker is made within. */
export interface Nursery {
  settings: SupervisorDocument;
  /** Whether a child takes from the default what it does not say itself: made from a template, or on a dynamic supervisor. */
  inherits: boolean;
  /** Where the default child spec stands, for what is wrong with what came from it. */
  defaultPlace: Place;
}

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

  const run = programOf(document, at, fillAt, own.run === undefined ? place : at("run"), found);
  const life = lifeOf(document, saysLife(own) ? place : nursery.defaultPlace, found);
  significance(document.significant === true, life, nursery.settings, place, found);
  if (!run) return null;
  const env = environmentOf(own, base, place, nursery, fillAt);
  const worker: WorkerSpec = {
    kind: "worker",
    id: own.id,
    life,
    significant: document.significant ?? false,
    needs: own.needs ?? [],
    run: { ...run, text: hideAll(run.text, secretsOf(env)) },
    cwd: document.cwd === undefined ? null : fillAt(document.cwd, at("cwd")),
    env,
    ready: document.ready ? readyOf(document.ready, at("ready"), fillAt, found) : null,
    alive: document.alive ? aliveOf(document.alive, at("alive"), fillAt, found) : null,
    stop: stopOf(document.stop, (file) => fillAt(file, [...at("stop"), "file"])),
    maxUptimeMs: document.max_uptime === undefined ? null : milliseconds(document.max_uptime),
    appends: own.append ? own : null,
    hot: document.hot ?? "auto",
    debug: debugOf(document.debug, (text) => fillAt(text, at("debug"))),
  };
  checkStop(document.stop, at("stop"), found);
  checkSecrets(own, base, worker, { own: place, base: nursery.defaultPlace, run: at("run") }, found);
  found.workers.push({ worker, place, run: at("run"), cwd: at("cwd"), ready: at("ready"), alive: at("alive") });
  return worker;
}

/** Whether what its exits lead to is its own to say, if only in part; else it stands in the default. */
function saysLife({ plan, count, restart, append }: WorkerDocument): boolean {
  return plan !== undefined || count !== undefined || restart !== undefined || append === true;
}

type At = (key: keyof WorkerDocument) => Place;

function programOf(document: WorkerDocument, at: At, fillAt: Fill, place: Place, found: Findings): Command | null {
  const { run, args = [] } = document;
  if (run !== undefined) return commandOf(run, "run", at("run"), fillAt, found, { words: args, place: at("args") });
  found.add("missing_run", place, "this child has nothing to run; write e.g. `run: node app.ts`");
  return null;
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

function stopOf(document: WorkerDocument["stop"], filled: (file: string) => string): Stop {
  if (document === "brutal_kill") return { signal: "SIGKILL", file: null, timeoutMs: 0 };
  const timeout = document?.timeout;
  const timeoutMs = timeout === undefined ? stopTimeoutMs : timeout === "infinity" ? timeout : milliseconds(timeout);
  const file = document?.file === undefined ? null : filled(document.file);
  return { signal: document?.signal ?? "SIGTERM", file, timeoutMs };
}
