/** The fleet's HTTP API: answers from ingest. Compiled to dist/ by tsc. */
import Fastify, { type FastifyReply } from "fastify";
import type { Track } from "./readings.js";

const ingest = `http://127.0.0.1:${process.env.INGEST_PORT ?? 18841}`;
const port = Number(process.env.API_PORT ?? 18840);

const app = Fastify({ forceCloseConnections: true });

app.get("/health", () => ({ ok: true }));
app.get("/devices", (_, reply) => devices(reply));
app.get<{ Params: { id: string } }>("/devices/:id", (request, reply) => device(request.params.id, reply));
app.get("/fleet", (_, reply) => fleet(reply));

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
    const response = await fetch(`${ingest}${path}`);
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
