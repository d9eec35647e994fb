import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { type Listening, roles } from "../wire/index.ts";
import { Refusal, reasonOf } from "./refusal.ts";

export interface Arguments {
  /** Absolute path of the spec. */
  specFile: string;
  /** Whether the tree starts by itself; with `--no-start` it waits for a client's `start_tree`. */
  start: boolean;
  /** How clients of other machines are served; null when they are not. */
  listening: Listening | null;
}

const usage =
  "Start it as: runtime.cjs --spec FILE [--no-start] [--listen HOST:PORT [--cert FILE --key FILE] [--client-ca FILE] [--at-most ROLE]]";

const text = { type: "string" } as const;

/** Reads the command line; refuses with `usage`. */
export function readArguments(words: readonly string[]): Arguments {
  try {
    const { values } = parseArgs({
      args: [...words],
      options: {
        spec: text,
        "no-start": { type: "boolean", default: false },
        listen: text,
        cert: text,
        key: text,
        "client-ca": text,
        "at-most": text,
      },
    });
    if (values.spec === undefined) throw new Error("--spec is missing.");
    return { specFile: resolve(values.spec), start: !values["no-start"], listening: listeningIn(values) };
  } catch (error) {
    throw new Refusal({ code: "usage", message: `${reasonOf(error)} ${usage}`, where: null });
  }
}

type Values = { [name in "listen" | "cert" | "key" | "client-ca" | "at-most"]?: string };

function listeningIn({ listen, cert, key, "client-ca": clientCa, "at-most": most }: Values): Listening | null {
  const atMost = roles.find((role) => role === most);
  if (most !== undefined && !atMost) throw new Error(`--at-most ${most} is no role: one of ${roles.join(", ")}.`);
  if ((cert === undefined) !== (key === undefined)) throw new Error("--cert and --key belong together.");
  if (listen === undefined) {
    if (cert ?? clientCa ?? most) throw new Error("--cert, --key, --client-ca and --at-most say how to --listen.");
    return null;
  }
  return {
    at: listen,
    ...(cert !== undefined && key !== undefined && { certificate: { cert: resolve(cert), key: resolve(key) } }),
    ...(clientCa !== undefined && { clientCa: resolve(clientCa) }),
    ...(atMost && { atMost }),
  };
}
