import type { Command } from "commander";
import type { Client } from "../../client/index.ts";
import type { Path, TreeNode } from "../../wire/index.ts";
import { scaleProgress } from "../../words/index.ts";
import { print, treeCommand } from "../command.ts";
import { failure } from "../failure.ts";
import { nodeOf } from "../path.ts";
import { type Common, withClient } from "../place.ts";
import { ProgressLine } from "../progress-line.ts";
import { signalOf } from "../signal.ts";

/** The commands that lay a hand on one child. Each answers with `{ "path" }` once it is done. */
export const start = hand("start", "start a child that is down", "started", (client, path) =>
  client.call("restart_child", { path }),
);

export const stop = hand("stop", "stop a child and leave it down", "stopped", (client, path) =>
  client.call("stop", { path }),
);

export const terminate = hand(
  "terminate",
  "OTP's terminate_child: as stop, but forget a temporary child and a dynamic supervisor's",
  "terminated",
  (client, path) => client.call("terminate_child", { path }),
);

export const restart = hand("restart", "stop a child in order and start it again", "restarted", (client, path) =>
  client.call("restart", { path }),
);

export const deleteChild = hand("delete", "forget a child that is down", "deleted", (client, path) =>
  client.call("delete_child", { path }),
);

export const hold = hand(
  "hold",
  "keep a child from being restarted once it ends, until release",
  "is on hold",
  (client, path) => client.call("hold", { path }),
);

export const release = hand(
  "release",
  "end a hold: what it kept from happening happens now",
  "released",
  (client, path, node) => {
    if (!(node.state === "held" && !node.onHold)) return client.call("release", { path });
    const message = `${path} is not on hold: a debugger holds it before its first line, and lets it go on itself.`;
    throw failure("not_held", message, path);
  },
);

type Act = (client: Client, path: Path, node: TreeNode) => Promise<unknown>;

function hand(name: string, description: string, done: string, act: Act) {
  return (program: Command): void => {
    treeCommand(program, `${name} <path>`, description).action((text: string, options: Common) =>
      lay(options, text, done, act),
    );
  };
}

/** Sends a signal as a failure would; the child's plan answers the exit. */
export function kill(program: Command): void {
  treeCommand(program, "kill <path>", "send a signal; the plan answers the exit")
    .option("--signal <name>", "which signal", "SIGKILL")
    .action((text: string, options: Common & { signal: string }) => {
      const signal = signalOf(options.signal, "--signal");
      return lay(options, text, `was sent ${signal}`, (client, path) => client.call("kill", { path, signal }));
    });
}

/** Sends a signal that the program knows, e.g. SIGUSR2; one that ends the process is the plan's to answer. */
export function signal(program: Command): void {
  treeCommand(
    program,
    "signal <path> <name>",
    "send a signal that is not meant to end the process, e.g. SIGUSR2",
  ).action((text: string, name: string, options: Common) => {
    const signal = signalOf(name, "name");
    return lay(options, text, `was sent ${signal}`, (client, path) => client.call("signal", { path, signal }));
  });
}

/** Starts the missing children of a dynamic supervisor, or stops the last ones. */
export function scale(program: Command): void {
  treeCommand(program, "scale <path> <n>", "make a dynamic supervisor have n children").action(
    (text: string, n: string, options: Common) => {
      if (!/^\d+$/.test(n)) throw failure("usage", `${n} is not a number of children. Give 0 or more.`, "n");
      const to = Number(n);
      return lay(options, text, `has ${n} children`, async (client, path) => {
        const { specs } = await client.call("count_children", { path });
        return new ProgressLine(options).during(
          client,
          ({ nodes }) => scaleProgress(nodes, path, specs, to),
          () => client.call("scale", { path, to }),
        );
      });
    },
  );
}

async function lay(options: Common, text: string, done: string, act: Act): Promise<void> {
  const path = await withClient(options, async (client) => {
    const node = await nodeOf(client, text);
    await act(client, node.path, node);
    return node.path;
  });
  print(options, { path }, `${path} ${done}`);
}
