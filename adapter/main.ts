import { createServer } from "node:net";
import { AdapterSession } from "./session.ts";

/** The debug adapter: one session on standard input and output, or with `--server PORT` one a connection on loopback. */
const [option, port, ...others] = process.argv.slice(2);

if (option === undefined) overStandardStreams();
else if (option === "--server" && others.length === 0 && isPort(port)) overSockets(Number(port));
else refuse();

function overStandardStreams(): void {
  const session = new AdapterSession();
  session.on("close", () => void session.leave().then(() => process.exit(0)));
  session.start(process.stdin, process.stdout);
}

function overSockets(at: number): void {
  const server = createServer((socket) => {
    const session = new AdapterSession();
    session.on("close", () => void session.leave());
    session.start(socket, socket);
  });
  server.on("error", (error) => {
    process.stderr.write(`The debug adapter cannot listen on port ${at}: ${error.message}\n`);
    process.exit(1);
  });
  server.listen(at, "127.0.0.1", () => {
    const address = server.address();
    if (address && typeof address === "object") process.stderr.write(`listening on 127.0.0.1:${address.port}\n`);
  });
}

function isPort(text: string | undefined): boolean {
  return text !== undefined && /^\d{1,5}$/.test(text) && Number(text) < 65_536;
}

function refuse(): void {
  process.stderr.write("usage: adapter.cjs [--server PORT]\n");
  process.exit(2);
}
