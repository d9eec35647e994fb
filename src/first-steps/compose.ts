import { parseDocument } from "yaml";
import { type Found, type FoundProcess, idOf, isMap, runOf, textOf, wordsOf } from "./found.ts";

/**
 * Reads the services of a compose file. Those that are built from the workspace and say their command are plain commands;
 * what only an image knows how to start stays with compose.
 */
export function readCompose(text: string, from: string): Found {
  const document = parseDocument(text, { merge: true });
  const [broken] = document.errors;
  if (broken) return { processes: [], leftOut: [{ name: from, from, why: "it is not YAML" }] };
  const value: unknown = document.toJS();
  const services = isMap(value) && isMap(value.services) ? Object.entries(value.services) : [];
  const found: Found = { processes: [], leftOut: [] };
  for (const [name, service] of services) {
    const why = isMap(service) ? reasonAgainst(name, service) : "it says nothing";
    if (why === null && isMap(service)) found.processes.push(processOf(name, service, from));
    else found.leftOut.push({ name, from, why: why ?? "" });
  }
  const ids = new Set(found.processes.map(({ id }) => id));
  for (const process of found.processes) keepOnly(process, ids);
  return found;
}

type Service = Record<string, unknown>;

function reasonAgainst(name: string, { image, build, command, volumes }: Service): string | null {
  const here = build !== undefined || mountsHere(volumes);
  if (!here) return `it runs the image ${textOf(image) ?? "of somebody else"}: docker compose up ${name}`;
  if (commandOf(command) === null) return "its image says what it runs, not this file";
  return null;
}

/** Whether the container has the workspace's own files: `.:/app`, `./src:/src`. */
function mountsHere(volumes: unknown): boolean {
  return Array.isArray(volumes) && volumes.some((volume) => /^\.{1,2}(\/|:)/.test(textOf(volume) ?? ""));
}

function commandOf(command: unknown): string | null {
  if (typeof command === "string" && command.trim() !== "") return runOf(command);
  if (!Array.isArray(command) || command.length === 0) return null;
  return wordsOf(command.map((word) => textOf(word) ?? ""));
}

function processOf(name: string, service: Service, from: string): FoundProcess {
  const notes: string[] = [];
  const process: FoundProcess = { id: idOf(name), from, run: commandOf(service.command) ?? "", notes };
  const env = environmentOf(service.environment);
  if (Object.keys(env).length > 0) {
    process.env = env;
    notes.push("Names of other services in its environment mean containers; outside of them it is 127.0.0.1.");
  }
  if (typeof service.build === "string" && service.build !== ".") process.cwd = service.build;
  const needs = namesIn(service.depends_on);
  if (needs.length > 0) process.needs = needs.map(idOf);
  const port = portOf(service.ports);
  if (port !== null) process.ready = { port };
  const restart = restarts[textOf(service.restart)?.split(":")[0] ?? ""];
  if (restart) process.restart = restart;
  if (isMap(service.deploy) && typeof service.deploy.replicas === "number") process.instances = service.deploy.replicas;
  for (const key of ["env_file", "healthcheck", "secrets", "configs", "profiles"]) {
    if (service[key] !== undefined) notes.push(`Its ${key} is left out.`);
  }
  return process;
}

const restarts: Readonly<Record<string, FoundProcess["restart"]>> = {
  no: "temporary",
  always: "permanent",
  "unless-stopped": "permanent",
  "on-failure": "transient",
};

/** `[A=1, B]` or `{ A: 1, B: null }`: one without a value is inherited anyway. */
function environmentOf(environment: unknown): Record<string, string> {
  const pairs = Array.isArray(environment)
    ? environment.map((entry) => /^([^=]+)=(.*)$/s.exec(textOf(entry) ?? "")?.slice(1) ?? [])
    : Object.entries(isMap(environment) ? environment : {}).map(([key, value]) => [key, textOf(value)]);
  return Object.fromEntries(
    pairs.flatMap(([key, value]) => (key === undefined || value === undefined ? [] : [[key, value]])),
  );
}

function namesIn(list: unknown): string[] {
  if (Array.isArray(list)) return list.flatMap((name) => textOf(name) ?? []);
  return isMap(list) ? Object.keys(list) : [];
}

/** The port that the program listens to itself: the container's, `8080:80/tcp` → 80. */
function portOf(ports: unknown): number | null {
  const [first] = Array.isArray(ports) ? ports : [];
  const text = isMap(first) ? textOf(first.target) : textOf(first);
  const port = Number(/(\d+)(?:\/tcp)?$/.exec(text ?? "")?.[1]);
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : null;
}

/** A need of what becomes no child cannot be kept; it is said instead. */
function keepOnly(process: FoundProcess, ids: ReadonlySet<string>): void {
  const { needs = [] } = process;
  const missing = needs.filter((id) => !ids.has(id));
  if (missing.length === 0) return;
  process.needs = needs.filter((id) => ids.has(id));
  process.notes?.push(`It needs ${missing.join(", ")}, which compose starts.`);
}
