import type { Findings, Place, Standing } from "./findings.ts";
import type { WorkerSpec } from "./model.ts";

/**
 * Two processes cannot listen on one port. Known are those that a child's readiness asks for on this machine, and the
 * variable PORT, which programs listen on by custom.
 */
export function checkPorts(workers: readonly Standing[], found: Findings): void {
  const owners = new Map<number, Standing>();
  for (const standing of workers) {
    const { worker } = standing;
    for (const port of [readyPort(worker), customPort(worker)]) {
      const owner = port === null ? undefined : owners.get(port);
      if (port === null || owner === standing) continue;
      if (!owner) owners.set(port, standing);
      else report(port, { id: owner.worker.id, place: placeOf(port, owner) }, worker, placeOf(port, standing), found);
    }
  }
}

function placeOf(port: number, { worker, place, ready }: Standing): Place {
  return readyPort(worker) === port ? [...ready, worker.ready?.by ?? "port"] : [...place, "env", "PORT"];
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

function readyPort({ ready }: WorkerSpec): number | null {
  if (ready?.by === "port") return here.has(ready.host) ? ready.port : null;
  return ready?.by === "http" ? portOf(ready.url) : null;
}

function customPort({ env: { PORT } }: WorkerSpec): number | null {
  return PORT !== undefined && /^[1-9]\d{0,4}$/.test(PORT) ? Number(PORT) : null;
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
