// The MQTT broker: plain JavaScript, run as it is.
import { createServer } from "node:net";
import { Aedes } from "aedes";
import { carrier, SpanKind, traced } from "../dist/tracing.js"; // compiled with ingest and api

const port = Number(process.env.BROKER_PORT ?? 18830);
const broker = await Aedes.createBroker();
const server = createServer((socket) => broker.handle(socket));

// The broker takes part in the trace that a reading carries: what it passes on names its own span as the parent.
broker.authorizePublish = (_client, packet, done) => {
  const reading = JSON.parse(String(packet.payload));
  traced(`pass on ${packet.topic}`, SpanKind.INTERNAL, reading, () => {
    packet.payload = Buffer.from(JSON.stringify({ ...reading, ...carrier() }));
  });
  done(null);
};

broker.on("clientReady", (client) => console.log(`${client.id} is connected`));
broker.on("clientDisconnect", (client) => console.log(`${client.id} is gone`));

server.listen(port, "127.0.0.1", () => console.log(`broker listens on 127.0.0.1:${port}`));

process.once("SIGTERM", () => {
  server.close();
  broker.close(() => process.exit(0));
});
