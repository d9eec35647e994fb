import type { Findings, Place, Standing } from "./findings.ts";
import type { WorkerSpec } from "./model.ts";

/**
 * Two processes cannot listen on one port. Known are those that a child's readiness asks for on this machine, and the
 * variable PORT, which programs listen on by custom.
 */
export function checkPorts(workers: readonly Standing[], found: Findings): void {
  const owners = new Map<number, { id: string; place: Place; standing: Standing }>();
  for (const standing of workers) {
    for (const { port, place } of claims(standing)) {
      const owner = owners.get(port);
      if (!owner) owners.set(port, { id: standing.worker.id, place, standing });
      else if (owner.standing !== standing) report(port, owner, standing.worker, place, found);
    }
  }
}

function report(
  port: number,
  owner: { id: string; place: Place },
  worker: WorkerSpec,
  place: Place,
  found: Findings,
): void {
  if (samePlace(place, owner.place)) {
    const message = `all of these children would listen on ${port}, which only one of them can; put {n} into it, e.g. ${String(port).slice(0, -2)}{n}`;
    found.add("port_used_twice", place, message);
    return;
  }
  const message = `\`${owner.id}\` listens on ${port} already, and \`${worker.id}\` cannot as well; give one of them another port`;
  const related = [{ message: `\`${owner.id}\` has it here`, path: owner.place, at: "value" as const }];
  found.add("port_used_twice", place, message, "value", { related });
}

function claims({ worker, place, ready }: Standing): { port: number; place: Place }[] {
  const claimed = new Map<number, Place>();
  const { PORT } = worker.env;
  if (worker.ready?.by === "port" && here.has(worker.ready.host)) claimed.set(worker.ready.port, [...ready, "port"]);
  if (worker.ready?.by === "http") {
    const port = portOf(worker.ready.url);
    if (port !== null) claimed.set(port, [...ready, "http"]);
  }
  if (PORT !== undefined && /^[1-9]\d{0,4}$/.test(PORT) && !claimed.has(Number(PORT)))
    claimed.set(Number(PORT), [...place, "env", "PORT"]);
  return [...claimed].map(([port, at]) => ({ port, place: at }));
}

const here = new Set(["127.0.0.1", "localhost", "::1", "[::1]", "0.0.0.0"]);

/** `http://127.0.0.1:8080/health` → 8080; null for another machine. */
function portOf(url: string): number | null {
  const [, scheme, host = "", port] = /^(https?):\/\/(\[[^\]]*\]|[^/:?#]*)(?::(\d+))?/.exec(url) ?? [];
  if (!here.has(host)) return null;
  return port === undefined ? (scheme === "https" ? 443 : 80) : Number(port);
}

function samePlace(a: Place, b: Place): boolean {
  return a.length === b.length && a.every((part, index) => part === b[index]);
}
