/** Keeps what the devices publish in memory and answers from it on a local port. Compiled to dist/ by tsc. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { connect } from "mqtt";
import { anyReading, type Reading, type Track } from "./readings.js";
import { carrier, carrierIn, SpanKind, traced } from "./tracing.js";

const brokerPort = Number(process.env.BROKER_PORT ?? 18830);
const port = Number(process.env.INGEST_PORT ?? 18841);

const warnings = `http://127.0.0.1:${process.env.API_PORT ?? 18840}/warnings`;

const tracks = new Map<string, Track>();

function ingest({ traceparent: _, ...reading }: Reading): void {
  const track = tracks.get(reading.id);
  tracks.set(reading.id, track ? follow(track, reading) : begin(reading));
  if (reading.label === "warm" && track?.last.label !== "warm") void warn(reading);
}

/** The API is told at once of a device that has become warm; one that is away is not waited for. */
async function warn(reading: Reading): Promise<void> {
  await traced("warn", SpanKind.CLIENT, null, () =>
    fetch(warnings, {
      method: "POST",
      headers: { "content-type": "application/json", ...carrier() } as Record<string, string>,
      body: JSON.stringify(reading),
    }),
  ).catch((error: unknown) => console.error(`api is away: ${error instanceof Error ? error.message : error}`));
}

function begin(reading: Reading): Track {
  return { last: reading, received: 1, lost: 0, minimum: reading.celsius, maximum: reading.celsius };
}

/** A sequence number that goes back is a device that was started again: nothing is lost by that. */
function follow(track: Track, reading: Reading): Track {
  return {
    last: reading,
    received: track.received + 1,
    lost: track.lost + Math.max(0, reading.seq - track.last.seq - 1),
    minimum: Math.min(track.minimum, reading.celsius),
    maximum: Math.max(track.maximum, reading.celsius),
  };
}

/** `GET /devices` answers with all tracks, `GET /devices/ID` with one. */
function answer(request: IncomingMessage, response: ServerResponse): void {
  const [, collection, id] = (request.url ?? "/").split("/");
  const body = id === undefined ? [...tracks.values()] : tracks.get(id);
  if (collection === "devices" && body) reply(response, 200, body);
  else reply(response, 404, { error: `nothing at ${request.url}` });
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

/** A message that is no reading is told and left out. */
function receive(topic: string, payload: Buffer): void {
  try {
    const reading = JSON.parse(payload.toString()) as Reading;
    traced(`ingest ${reading.id}`, SpanKind.CONSUMER, reading, () => ingest(reading));
  } catch (error) {
    console.error(`${topic}: ${error instanceof Error ? error.message : error}`);
  }
}

const client = connect({ host: "127.0.0.1", port: brokerPort, clientId: "ingest", reconnectPeriod: 500 });
client.on("connect", () => client.subscribe(anyReading));
client.on("message", (topic, payload) => receive(topic, payload));
client.on("error", (error) => console.error(`broker: ${error.message}`));

const server = createServer((request, response) =>
  traced(`${request.method} ${request.url}`, SpanKind.SERVER, carrierIn(request.headers), () =>
    answer(request, response),
  ),
);
server.listen(port, "127.0.0.1", () => console.log(`ingest answers on 127.0.0.1:${port}`));

process.once("SIGTERM", () => {
  server.closeAllConnections();
  server.close(() => client.end(!client.connected, () => process.exit(0)));
});
