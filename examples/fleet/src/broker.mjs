// The MQTT broker: plain JavaScript, run as it is.
import { createServer } from "node:net";
import { Aedes } from "aedes";

const port = Number(process.env.BROKER_PORT ?? 18830);
const broker = await Aedes.createBroker();
const server = createServer((socket) => broker.handle(socket));

broker.on("clientReady", (client) => console.log(`${client.id} is connected`));
broker.on("clientDisconnect", (client) => console.log(`${client.id} is gone`));

server.listen(port, "127.0.0.1", () => console.log(`broker listens on 127.0.0.1:${port}`));

process.once("SIGTERM", () => {
  server.close();
  broker.close(() => process.exit(0));
});
