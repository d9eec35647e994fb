import { formatDuration, formatRate } from "./duration.ts";
import type {
  Alive,
  ChildDocument,
  ChildSpec,
  Dynamic,
  Life,
  Ready,
  Stop,
  SupervisorSpec,
  WorkerSpec,
} from "./model.ts";
import { planToDocument } from "./plan.ts";

/**
 * A child as one would write it, everything said and nothing left to a default (get_childspec): parsed again, it is the same child.
 * It does not append any more, since what it would append is in it.
 */
export function toDocument(child: ChildSpec): ChildDocument {
  return child.kind === "worker" ? workerDocument(child) : supervisorDocument(child);
}

function workerDocument(worker: WorkerSpec): ChildDocument {
  return {
    id: worker.id,
    run: [...worker.run.words],
    ...(worker.cwd === null ? {} : { cwd: worker.cwd }),
    env: { ...worker.env },
    ...(worker.ready ? { ready: readyDocument(worker.ready) } : {}),
    ...(worker.alive ? { alive: aliveDocument(worker.alive) } : {}),
    stop: stopDocument(worker.stop),
    ...(worker.maxUptimeMs === null ? {} : { max_uptime: formatDuration(worker.maxUptimeMs) }),
    ...lifeDocument(worker.life),
    significant: worker.significant,
    ...needsDocument(worker.needs),
    hot: typeof worker.hot === "object" ? { packages: [...worker.hot.packages] } : worker.hot,
    debug: worker.debug,
  };
}

function supervisorDocument(supervisor: SupervisorSpec): ChildDocument {
  const { intensity, dynamic } = supervisor;
  const settings = {
    strategy: supervisor.strategy,
    ...(intensity.counts === "every"
      ? { intensity: { restarts: intensity.restarts, period: formatDuration(intensity.periodMs) } }
      : {}),
    auto_shutdown: supervisor.autoShutdown,
    ...(dynamic ? { dynamic: dynamicDocument(dynamic) } : {}),
    ...(supervisor.default ? { default: supervisor.default } : {}),
  };
  const { id, life, significant, needs } = supervisor;
  return {
    id,
    supervisor: settings,
    children: supervisor.children.map(toDocument),
    ...lifeDocument(life),
    significant,
    ...needsDocument(needs),
  };
}

function lifeDocument(life: Life) {
  return life.by === "restart" ? { restart: life.restart } : { plan: planToDocument(life.plan), count: life.count };
}

function needsDocument(needs: readonly string[]) {
  return needs.length > 0 ? { needs: [...needs] } : {};
}

function readyDocument(ready: Ready) {
  const timeout = formatDuration(ready.timeoutMs);
  switch (ready.by) {
    case "log":
      return { log: ready.pattern, timeout };
    case "fd":
      return { fd: ready.fd, timeout };
    case "command":
      return { ...askedDocument(ready), every: formatDuration(ready.everyMs), timeout };
    case "port":
    case "http":
      return { ...askedDocument(ready), timeout };
  }
}

function aliveDocument({ check, everyMs, timeoutMs, failures }: Alive) {
  const every = formatDuration(everyMs);
  return { ...askedDocument(check), every, timeout: formatDuration(timeoutMs), failures };
}

function askedDocument(asked: Alive["check"]) {
  switch (asked.by) {
    case "port":
      return { port: asked.port, host: asked.host };
    case "http":
      return { http: asked.url };
    case "command":
      return { command: [...asked.command.words] };
  }
}

function stopDocument({ signal, file, timeoutMs }: Stop) {
  return {
    ...(file === null ? { signal } : { file }),
    timeout: timeoutMs === "infinity" ? timeoutMs : formatDuration(timeoutMs),
  };
}

function dynamicDocument({ max, startRatePerSecond, atOnce }: Dynamic) {
  const rate = startRatePerSecond === null ? {} : { start_rate: formatRate(startRatePerSecond) };
  return { max, ...rate, at_once: atOnce };
}
