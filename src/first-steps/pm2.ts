import { type Found, type FoundProcess, idOf, isMap, type LeftOut, textOf, wordsOf } from "./found.ts";

/** Reads what a pm2 ecosystem file exports: `{ apps: [{ name, script, … }] }`, a list of apps, or one app. */
export function readPm2(value: unknown, from: string): Found {
  const processes: FoundProcess[] = [];
  const leftOut: LeftOut[] = [];
  for (const [index, app] of appsIn(value).entries()) {
    const name = (isMap(app) && textOf(app.name)) || `app ${index + 1}`;
    if (!isMap(app) || textOf(app.script) === undefined) leftOut.push({ name, from, why: "it names no script" });
    else processes.push(processOf(app, from));
  }
  return { processes, leftOut };
}

type App = Record<string, unknown>;

function appsIn(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  if (!isMap(value)) return [];
  return Array.isArray(value.apps) ? value.apps : [value.apps ?? value];
}

function processOf(app: App, from: string): FoundProcess {
  const script = textOf(app.script) ?? "";
  const base =
    script
      .split("/")
      .at(-1)
      ?.replace(/\.[^.]*$/, "") ?? script;
  const process: FoundProcess = { id: idOf(textOf(app.name) ?? base), from, run: runOf(app, script) };
  const cwd = textOf(app.cwd);
  if (cwd !== undefined) process.cwd = cwd;
  if (isMap(app.env)) process.env = texts(app.env);
  if (typeof app.instances === "number" && app.instances > 1) process.instances = app.instances;
  if (typeof app.kill_timeout === "number") process.stop = { timeout: `${app.kill_timeout}ms` };
  Object.assign(process, lifeOf(app));
  const notes = notesOf(app);
  if (notes.length > 0) process.notes = notes;
  return process;
}

/** pm2 restarts whatever ended; with a delay or a limit that is a plan. */
function lifeOf({ autorestart, restart_delay, max_restarts, stop_exit_codes }: App): Partial<FoundProcess> {
  if (autorestart === false) return { restart: "temporary" };
  const restart = typeof restart_delay === "number" ? { restart: `${restart_delay}ms` } : "restart";
  const codes = [stop_exit_codes ?? []].flat().filter((code) => typeof code === "number");
  const element = codes.length > 0 ? { when: [{ code: codes, do: "wait" }, { do: restart }] } : restart;
  const limited = typeof max_restarts === "number";
  if (element === "restart" && !limited) return { restart: "permanent" };
  return { plan: [element], ...(limited ? { count: max_restarts } : {}) };
}

function runOf({ interpreter, args, node_args, interpreter_args }: App, script: string): string {
  const program =
    textOf(interpreter) ??
    (/\.[cm]?js$/.test(script) ? "node" : (interpreters[script.split(".").at(-1) ?? ""] ?? "none"));
  const before = program === "none" ? "" : `${program} ${wordsIn(interpreter_args ?? node_args)}`;
  return [before, script, wordsIn(args)].join(" ").replaceAll(/ +/g, " ").trim();
}

/** What pm2 starts a script with by its ending. */
const interpreters: Readonly<Record<string, string>> = { ts: "node --import tsx", py: "python3", rb: "ruby", sh: "sh" };

function wordsIn(args: unknown): string {
  return Array.isArray(args) ? wordsOf(args.map((word) => textOf(word) ?? "")) : (textOf(args) ?? "");
}

function texts(env: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([key, value]) => {
      const text = textOf(value);
      return text === undefined ? [] : [[key, text]];
    }),
  );
}

/** What pm2 does for an app that a child spec has no key for. */
const others: readonly [key: string, note: string][] = [
  ["watch", "pm2 restarted it when its files changed: hot reload takes a change in without a restart."],
  ["max_memory_restart", "Its limit of memory (max_memory_restart) is left out."],
  ["cron_restart", "Its restarts by the clock (cron_restart) are left out; max_uptime restarts it after a time."],
  ["wait_ready", "It told pm2 when it was ready: see `ready` for how it can tell here."],
];

function notesOf(app: App): string[] {
  const notes = others.flatMap(([key, note]) => (app[key] !== undefined && app[key] !== false ? [note] : []));
  if (app.exec_mode === "cluster" || app.instances === "max" || app.instances === 0) {
    notes.push("pm2 ran it as a cluster that shares one port; here each process listens to one of its own.");
  }
  const environments = Object.keys(app).filter((key) => /^env_./.test(key));
  if (environments.length > 0) notes.push(`Only env is taken; ${environments.join(", ")} are left out.`);
  return notes;
}
