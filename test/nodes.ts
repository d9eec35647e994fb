import { delimiter } from "node:path";
import type { DebugTransport } from "../wire/index.ts";

/** A Node whose supervised programs are tested: how a test's title calls it, and its program. */
export interface Node {
  name: string;
  program: string;
}

const others = (process.env.SUPERTREE_TEST_NODES ?? "").split(delimiter).filter((path) => path !== "");

/** This one, and those that `scripts/run-tests.mjs` has installed. */
export const allNodes: readonly Node[] = [
  { name: process.version, program: process.execPath },
  ...others.map((program) => ({ name: `v${/node-(\d[\d.]*\d)/.exec(program)?.[1] ?? ` of ${program}`}`, program })),
];

/** Every way to debug: both transports on all Nodes. */
export const debugWays: readonly (Node & { transport: DebugTransport })[] = allNodes.flatMap(({ name, program }) =>
  (["port", "agent"] as const).map((transport) => ({ name: `${name} by ${transport}`, program, transport })),
);

/** Both transports here, and one of them on each other Node: for what costs more to run, and differs less. */
export const someWays = debugWays.filter(({ program, transport }) => {
  const place = allNodes.findIndex((node) => node.program === program);
  return place === 0 || transport === (place % 2 === 1 ? "agent" : "port");
});
