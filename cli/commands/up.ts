import { join, resolve } from "node:path";
import { type Command, Option } from "commander";
import { type Client, connect, startRuntime } from "../../client/index.ts";
import { type Listening, type RemoteAddress, roles } from "../../wire/index.ts";
import { treeProgress } from "../../words/index.ts";
import { localCommand, print } from "../command.ts";
import { failure } from "../failure.ts";
import { stayWith } from "../foreground.ts";
import { Interruptions } from "../interruptions.ts";
import { type Common, runtimeOf, specOf } from "../place.ts";
import { ProgressLine } from "../progress-line.ts";
import { startTree } from "../start-tree.ts";
import { type Life, lifeLine } from "../text/life.ts";

interface Options extends Common {
  detach?: boolean;
  listen?: string;
  cert?: string;
  key?: string;
  clientCa?: string;
  atMost?: string;
}

/** `supertree up [SPEC]`: starts the tree and stays with it until Ctrl-C; with `--detach` until every child is ready. */
export function up(program: Command): void {
  localCommand(program, "up [spec]", "start the tree and stay with it; Ctrl-C stops it in order")
    .option("-d, --detach", "return when every child is ready; the tree stays up")
    .option("--listen <host:port>", "serve other machines, too, over TLS; the tokens are in .supertree/tokens/")
    .option("--cert <file>", "with --listen: the certificate to show, instead of one of its own (PEM)")
    .option("--key <file>", "with --cert: its key (PEM)")
    .option("--client-ca <file>", "with --listen: clients have to show a certificate that this one vouches for")
    .addOption(new Option("--at-most <role>", "with --listen: what clients may do at most").choices(roles))
    .action(async (named: string | undefined, options: Options) => {
      const specFile = await specOf(named ?? options.spec);
      if (options.detach) await detach(specFile, options);
      else await stay(specFile, options);
    });
}

async function stay(specFile: string, options: Options): Promise<void> {
  const interruptions = new Interruptions(); // a Ctrl-C from here on stops what is being started
  const client = await runtimeFor(specFile, options);
  const tell = (life: Life) => print(options, life, () => lifeLine(life));
  const { remote } = await client.call("status", {});
  if (remote) tell({ kind: "note", message: listens(remote) });
  process.exitCode = await stayWith(client, interruptions, tell, new ProgressLine(options));
}

async function detach(specFile: string, options: Options): Promise<void> {
  const client = await runtimeFor(specFile, options);
  const line = new ProgressLine(options);
  const state = await line.during(
    client,
    ({ nodes }) => treeProgress(nodes, null),
    () => startTree(client),
  );
  const status = await client.call("status", {});
  client.close();
  if (state === "failed") {
    const message = `The tree of ${status.spec} failed while it started. "supertree tree" and "supertree logs" say why; "supertree down" ends its runtime.`;
    throw failure("start_failed", message, status.spec);
  }
  const far = status.remote ? `\nIt ${listens(status.remote)}` : "";
  print(
    options,
    status,
    `${status.spec}: ${status.state} (runtime pid ${status.pid}). "supertree down" stops it.${far}`,
  );
}

function listens({ url, fingerprint }: RemoteAddress): string {
  return `listens at ${url} with the certificate ${fingerprint}; the tokens of its clients are in .supertree/tokens/`;
}

/** A runtime that listens and has started nothing yet, so that no word of the tree's life is missed. */
async function runtimeFor(specFile: string, options: Options): Promise<Client> {
  const runtimeFile = join(__dirname, "runtime.cjs");
  await startRuntime({ specFile, runtimeFile, start: false, listening: listeningOf(options) });
  return connect(await runtimeOf({ spec: specFile }));
}

/** How other machines are to be served; undefined where they are not. The runtime itself says what is wrong about it. */
function listeningOf({ listen: at, cert, key, clientCa, atMost }: Options): Listening | undefined {
  if ((cert === undefined) !== (key === undefined))
    throw failure("usage", "--cert and --key belong together.", "--cert");
  if (at === undefined) {
    if (cert ?? clientCa ?? atMost) throw failure("usage", "--listen is missing: say where.", "--listen");
    return undefined;
  }
  const role = roles.find((each) => each === atMost);
  return {
    at,
    ...(cert !== undefined && key !== undefined && { certificate: { cert: resolve(cert), key: resolve(key) } }),
    ...(clientCa !== undefined && { clientCa: resolve(clientCa) }),
    ...(role && { atMost: role }),
  };
}
