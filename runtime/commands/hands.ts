import { constants } from "node:os";
import type { Children } from "../children/children.ts";
import { Refusal } from "../refusal.ts";
import type { RuntimeRecord } from "../state/record.ts";
import { versionOf } from "../successor.ts";
import type { Supervision } from "../supervision.ts";
import type { Handlers } from "./handlers.ts";

interface Hands {
  record: RuntimeRecord;
  root: string;
  supervision: Supervision;
  children: Children;
  /** Starts the tree, which is down. */
  start: () => void;
  /** Settles when the last child is gone; the runtime ends then. */
  end: () => Promise<void>;
  /** Ends this runtime and starts the one in this file in its place. */
  handOver: (runtimeFile: string) => void;
}

/** A person's hand on a process, on the tree and on the runtime itself. */
export function hands(house: Hands): Handlers<"status" | "kill" | "signal" | "shutdown" | "upgrade" | "start_tree"> {
  const { supervision, children, root } = house;
  const state = () => stateOf(supervision.find(root)?.state);
  const send = (path: string, signal: string) => {
    const child = children.find(path);
    if (!Object.hasOwn(constants.signals, signal)) {
      const message = `There is no signal ${signal}: name one such as SIGKILL, SIGTERM, SIGINT or SIGHUP.`;
      throw new Refusal({ code: "invalid_params", message, where: "params.signal" });
    }
    if (!child || child.pid === null) throw nobodyThere(supervision, path);
    child.life.signal(signal);
    return {};
  };
  return {
    status: (_, { role }) => ({ ...house.record, state: state(), role }),
    kill: ({ path, signal = "SIGKILL" }) => send(path, signal),
    signal: ({ path, signal }) => send(path, signal),
    shutdown: async () => {
      await house.end();
      return {};
    },
    upgrade: async ({ runtime = process.argv[1] ?? "" }) => {
      const version = await versionOf(runtime);
      house.handOver(runtime);
      return { version };
    },
    start_tree: () => {
      if (state() !== "stopped" && state() !== "failed") {
        const message = "The tree is up: restart a child of it, or stop it first.";
        throw new Refusal({ code: "running", message, where: root });
      }
      house.start();
      return {};
    },
  };
}

/** A root is never paused, held, restarting or waiting; those are words for its children. */
function stateOf(root: string | undefined): "starting" | "running" | "stopping" | "stopped" | "failed" {
  switch (root) {
    case "starting":
    case "running":
    case "stopping":
    case "stopped":
    case "failed":
      return root;
    default:
      throw new Error(`the root is in the state ${root}`);
  }
}

function nobodyThere(supervision: Supervision, path: string): Refusal {
  const node = supervision.find(path);
  if (!node) {
    return new Refusal({
      code: "not_found",
      message: `There is no child ${path}: see the tree for its paths.`,
      where: path,
    });
  }
  const message =
    node.kind === "supervisor"
      ? `${path} is a supervisor and has no process of its own: name one of its workers.`
      : `${path} is ${node.state}: it has no process now. Start it first: supertree start ${path}`;
  return new Refusal({ code: "not_running", message, where: path });
}
