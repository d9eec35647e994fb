/** The fleet's HTTP API: answers from ingest. Compiled to dist/ by tsc. */
import Fastify, { type FastifyReply, type FastifyRequest } from "fastify";
import type { Reading, Track } from "./readings.js";
import { carrier, carrierIn, SpanKind, traced } from "./tracing.js";

const ingest = `http://127.0.0.1:${process.env.INGEST_PORT ?? 18841}`;
const port = Number(process.env.API_PORT ?? 18840);

const app = Fastify({ forceCloseConnections: true });

/** The last devices that became warm, the latest first. */
const warned: Reading[] = [];

app.get("/health", () => ({ ok: true }));
app.get("/devices", (request, reply) => served(request, () => devices(reply)));
app.get<{ Params: { id: string } }>("/devices/:id", (request, reply) =>
  served(request, () => device(request.params.id, reply)),
);
app.get("/fleet", (request, reply) => served(request, () => fleet(reply)));
app.get("/warnings", () => warned);
app.post<{ Body: Reading }>("/warnings", (request) => served(request, async () => warn(request.body)));

/** Answers in a span that goes on with the caller's trace. */
function served<T>(request: FastifyRequest, answer: () => Promise<T>): Promise<T> {
  return traced(`${request.method} ${request.routeOptions.url}`, SpanKind.SERVER, carrierIn(request.headers), answer);
}

function warn(reading: Reading) {
  warned.unshift(reading);
  warned.splice(20);
  return { warned: warned.length };
}

async function devices(reply: FastifyReply) {
  const answer = await ask<Track[]>("/devices");
  return answer === null ? away(reply) : answer.body.map((track) => track.last);
}

async function device(id: string, reply: FastifyReply) {
  const answer = await ask<Track>(`/devices/${encodeURIComponent(id)}`);
  if (answer === null) return away(reply);
  if (answer.status === 404) return reply.code(404).send({ error: `There is no device ${id}.` });
  const { last, ...track } = answer.body;
  return { ...last, ...track };
}

async function fleet(reply: FastifyReply) {
  const answer = await ask<Track[]>("/devices");
  return answer === null ? away(reply) : summary(answer.body);
}

function summary(tracks: Track[]) {
  const celsius = tracks.map((track) => track.last.celsius);
  const sum = celsius.reduce((total, each) => total + each, 0);
  return {
    devices: tracks.length,
    celsius: tracks.length === 0 ? null : sum / tracks.length,
    warm: tracks.filter((track) => track.last.label === "warm").map((track) => track.last.id),
    received: tracks.reduce((total, track) => total + track.received, 0),
  };
}

function away(reply: FastifyReply) {
  return reply.code(503).header("retry-after", "1").send({ error: "Ingest is away; ask again in a second." });
}

/** What ingest says; null while it is away. */
async function ask<T>(path: string): Promise<{ status: number; body: T } | null> {
  try {
    const response = await traced(`GET ${path}`, SpanKind.CLIENT, null, () =>
      fetch(`${ingest}${path}`, { headers: { ...carrier() } as Record<string, string> }),
    );
    return { status: response.status, body: (await response.json()) as T };
  } catch (error) {
    console.error(`ingest is away: ${error instanceof Error ? error.message : error}`);
    return null;
  }
}

await app.listen({ port, host: "127.0.0.1" });
console.log(`api answers on http://127.0.0.1:${port}`);

process.once("SIGTERM", async () => {
  await app.close();
  process.exit(0);
});
