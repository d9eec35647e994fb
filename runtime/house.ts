import type { Event, Happening, Tree } from "../core/index.ts";
import { type ModuleFunctions, type TreeSpec, usualLogs } from "../spec/index.ts";
import type { AgentFiles, AgentSettings, HistoryEntry, Path, Report } from "../wire/index.ts";
import { Holds } from "./agents/holds.ts";
import { agentEnvironment, loadedHot } from "./agents/settings.ts";
import { Children, type StartAction } from "./children/children.ts";
import { Chronicle } from "./chronicle.ts";
import { Inspectors } from "./debug/inspectors.ts";
import type { RuntimeEvent } from "./event.ts";
import type { Inbox } from "./inbox.ts";
import type { Legacy } from "./legacy.ts";
import { Metrics } from "./metrics/metrics.ts";
import { createLogs, type Logs } from "./output/logs.ts";
import { createReports, type Reports } from "./output/reports.ts";
import { Publisher } from "./publisher.ts";
import { reasonOf } from "./refusal.ts";
import { caughtUpReport, HotReload, type Memory } from "./reload/index.ts";
import { justStarted } from "./reload/just-started.ts";
import { type Client, Clients } from "./service/clients.ts";
import type { StateFolder } from "./state/folder.ts";
import type { KeptPast } from "./state/past-file.ts";
import type { RuntimeRecord } from "./state/record.ts";
import { Supervision } from "./supervision.ts";
import { outboxFor } from "./telling/index.ts";
import type { Outbox } from "./telling/outbox.ts";
import { Timers } from "./timers.ts";
import { type TraceAddress, traceEnvironment } from "./traces/environment.ts";
import { tracingIn } from "./traces/in-house.ts";
import type { Tracing } from "./traces/tracing.ts";
import { traceOf } from "./tracing.ts";
import type { World } from "./world.ts";

export interface HouseOptions {
  /** As its spec has it, or as an earlier runtime has left it. */
  tree: Tree;
  /** Who outside is told of exits. */
  reporting?: TreeSpec["reporting"];
  logs?: TreeSpec["logs"];
  /** Those that its plans name. */
  functions?: ModuleFunctions;
  world: World;
  /** Where the tree is written down. */
  legacy: Legacy;
  /** The reloads until now, as an earlier runtime has left them, and where they are written down. */
  reloads: { memory: Memory; keep(memory: Memory): void };
  past?: KeptPast; // without it, the past begins and ends with this runtime
  inbox: Inbox<RuntimeEvent>;
  folder: StateFolder;
  /** What clients are told about this process. */
  record: RuntimeRecord;
  agents: AgentsAddress;
  /** Where its processes send spans, and another collector that gets them; null or nothing where it is not traced. */
  traces?: (TraceAddress & { forward: string | null }) | null;
}

export interface AgentsAddress {
  files: AgentFiles;
  socket: string;
  secret: string;
}

/** The parts of a runtime, connected: what one tells another goes through the inbox. */
export interface House {
  readonly root: string;
  readonly record: RuntimeRecord;
  readonly inbox: Inbox<RuntimeEvent>;
  /** Puts something that happened to the tree into the inbox. */
  readonly happen: (happening: Happening) => void;
  readonly stamp: (happening: Happening) => Event;
  readonly now: () => number;
  readonly clients: Clients;
  readonly holds: Holds<Client>;
  readonly children: Children;
  readonly inspectors: Inspectors;
  readonly reloader: HotReload;
  readonly logs: Logs;
  readonly metrics: Metrics;
  readonly reports: Reports;
  /** Who outside is told; null where the spec names nobody. */
  readonly outbox: Outbox | null;
  readonly publisher: Publisher;
  readonly chronicle: Chronicle;
  /** Null where the tree is not traced. */
  readonly tracing: Tracing | null;
  /** Something has become of the tree. */
  readonly remember: (entry: HistoryEntry) => void;
  readonly supervision: Supervision;
  readonly timers: Timers;
  /** What its users should know about the runtime itself. */
  readonly remark: (message: string) => void;
  /** What cannot be written. */
  readonly notKept: (what: string, error: unknown) => void;
}

export function build(options: HouseOptions): House {
  const { tree, functions = new Map(), world, legacy, reloads, inbox, folder, record, agents } = options;
  const { logs: rules = usualLogs, traces = null } = options;
  const stamp = (happening: Happening): Event => ({ ...happening, at: world.now(), seed: world.seed() });
  const happen = (happening: Happening) => inbox.put({ kind: "tree", event: stamp(happening) });

  const clients = new Clients();
  const holds = new Holds<Client>();
  const timers = new Timers(world, (timer) => happen({ kind: "due", timer }));
  const inspectors = new Inspectors(happen);
  const outbox = outboxFor({ name: tree.root, reporting: options.reporting ?? null }, world, folder.project, (report) =>
    clients.tellAll("report", report),
  );
  const send = (report: Report) => {
    clients.tellAll("report", report);
    outbox?.put(report);
    // What went as it should is seen in the tree's own deltas.
    if (report.severity !== "debug") remember({ kind: "report", report });
  };
  const notKept = (path: Path, what: string, error: unknown) => {
    const message = `${what} cannot be kept (${reasonOf(error)}): make room in ${folder.logs}, then restart the runtime.`;
    send({ at: world.now(), severity: "error", path, message, about: null });
  };
  const logs = createLogs(world, folder.logs, rules, {
    lines: (lines) => clients.tellFollowers(lines),
    failed: (path, error) => notKept(path, `What ${path} writes`, error),
  });
  const reports = createReports(world, folder.logs, rules, send, (error) =>
    notKept(tree.root, "What supervision reports", error),
  );

  const settingsOf = ({ path, incarnation, spec }: Omit<StartAction, "do">): AgentSettings => ({
    socket: agents.socket,
    secret: agents.secret,
    path,
    incarnation,
    hold: spec.debug === "auto" && holds.debuggersOf(path).length > 0,
    ...loadedHot(spec.hot),
    project: folder.project,
    sources: folder.sources,
    agent: agents.files,
    descendants: spec.debug === "auto" && holds.debuggersOf(path, true).length > 0,
    heir: null,
    committed: reloader.committed(path),
  });
  const children = new Children({
    world,
    project: folder.project,
    happen,
    line: (line, end) => logs.write(line, end),
    keptUpTo: (of) => logs.keptUpTo(of),
    kept: (path) => logs.kept(path),
    born: (of, process) => legacy.born(of, process),
    formerOf: (of) => legacy.formerOf(of),
    extraEnv: (order, env) => ({
      ...agentEnvironment(settingsOf(order), env, order.spec.debug !== "auto"),
      ...(traces && traceEnvironment(traces, order, env)),
    }),
  });
  const reloader = new HotReload({
    sources: folder.sources,
    folder: folder.project,
    order: () => supervision.paths,
    send: (to, message) => children.find(to.path, to.incarnation)?.agent?.link.send(message),
    isPaused: ({ path, incarnation }) => inspectors.isPaused(children.find(path, incarnation)),
    starting: () => justStarted(supervision.tree, world.now()),
    answerWithinMs: 10_000,
    progress: (progress) => clients.tellAll("reload_progress", progress),
    ...reloads,
    caughtUp: (path, problem) => reports.tell({ at: world.now(), path, ...caughtUpReport(problem), about: null }),
  });

  const supervision = new Supervision(tree, functions, {
    start: (action) => children.start(action),
    takeUp: (action) => children.takeUp(action),
    stop: (action) => {
      const child = children.find(action.path, action.incarnation);
      if (child) inspectors.resume(child);
      children.stop(action);
    },
    kill: (action) => children.kill(action),
    probe: (action) => children.probe(action),
    watch: (action) => children.watch(action),
    adopt: (action) => children.adopt(action),
    wake: (action) => timers.wake(action.timer, action.at),
    cancel: (action) => timers.cancel(action.timer),
    report: (report) => reports.tell(report),
    changed: (tree, paths) => legacy.note(tree, paths),
    touched: (tree, paths) => publisher.touch(tree, paths),
    stepped: (event, step) => {
      for (const supervisor of clients.traced()) {
        const trace = traceOf(supervisor, event, step);
        if (trace) clients.tellTracers(trace);
      }
    },
  });
  const metrics = new Metrics({
    now: () => world.now(),
    wake: (at, ring) => world.wake(at, ring),
    ring: () => inbox.put({ kind: "metrics_due" }),
    read: () => void world.usage().then((usages) => inbox.put({ kind: "used", at: world.now(), usages })),
    children: () => children.all(),
    isPaused: (path) => inspectors.isPaused(children.find(path)),
    isWatched: (path) => clients.watchesMetricsOf(path),
    isAnyWatched: () => clients.watchesMetrics(),
    tell: (at, samples) => clients.tellMetrics(at, samples),
  });
  const publisher = new Publisher(supervision.tree, world, (delta) => {
    remember({ kind: "delta", at: world.now(), delta });
    clients.tellWatchers(delta);
  });
  const chronicle = new Chronicle(publisher.snapshot(), world.now(), options.past ?? null);
  const remark = (message: string) =>
    reports.tell({ at: world.now(), severity: "warning", path: tree.root, message, about: null });
  const tracing = traces && tracingIn({ traces, nodes: publisher.snapshot().nodes, world, clients, inbox, remark });
  const remember = (entry: HistoryEntry) => {
    chronicle.add(entry);
    tracing?.note(entry);
  };

  return {
    root: tree.root,
    record,
    inbox,
    happen,
    stamp,
    now: () => world.now(),
    clients,
    holds,
    children,
    inspectors,
    reloader,
    logs,
    metrics,
    reports,
    outbox,
    publisher,
    chronicle,
    tracing,
    remember,
    supervision,
    timers,
    remark,
    notKept: (what, error) => notKept(tree.root, what, error),
  };
}
