import { type Client, WireFailure, watchTree } from "../client/index.ts";
import type { Snapshot } from "../wire/index.ts";
import { type Progress, treeProgress } from "../words/index.ts";
import { gone } from "./gone.ts";
import type { Interruptions } from "./interruptions.ts";
import type { ProgressLine } from "./progress-line.ts";
import { startUnlessUp } from "./start-tree.ts";
import { type Life, narrate } from "./text/life.ts";

/** What a foreground `up` is in: the tree lives, or it is on its way down, because somebody asked or because it failed. */
type Phase = "starting" | "up" | "stopping" | "failed";

/**
 * Starts the tree and stays with it, telling its life, until it is down and its runtime has ended. Ctrl-C stops it in order.
 * Settles with the exit code: 0 when the tree was stopped, by whomever; 1 when it failed or its runtime was lost.
 */
export async function stayWith(
  client: Client,
  interruptions: Interruptions,
  tell: (life: Life) => void,
  line: ProgressLine,
): Promise<number> {
  const say = (life: Life) => line.aside(() => tell(life));
  let phase = "starting" as Phase;
  let seen = null as Snapshot | null;
  let progress = null as Progress | null;

  const end = (why: "stopping" | "failed") => {
    if (phase === "stopping" || phase === "failed") return;
    phase = why;
    client.call("shutdown", {}).catch(unlessGone);
  };
  const asked = () => {
    if (phase === "stopping" || phase === "failed") say({ kind: "note", message: `still stopping: ${living(seen)}` });
    else say({ kind: "note", message: "stopping the tree; its children are asked to end in reverse order" });
    end("stopping");
  };
  client.on("report", (report) => {
    if (report.severity !== "debug") say({ kind: "report", ...report }); // what went as it should is told by the tree's states
  });
  client.on("output", ({ lines }) => lines.forEach((line) => void say({ kind: "output", ...line })));
  await client.call("logs", { paths: [], lines: 0, follow: true });
  const { pid } = await client.call("status", {});
  await startUnlessUp(client);
  await watchTree(client, (snapshot) => {
    for (const life of narrate(seen, snapshot)) say(life);
    seen = snapshot;
    progress = treeProgress(snapshot.nodes, progress);
    line.show(progress);
    const state = snapshot.nodes[0]?.state;
    if (state === "running" && phase === "starting") phase = "up";
    if (state === "failed") end("failed");
    if (state === "stopped") end("stopping"); // it ended by itself, or by another client
  });

  interruptions.listen(asked);

  await client.closed;
  line.show(null);
  await gone(pid);
  interruptions.stop();
  if (phase === "stopping") return 0;
  if (phase !== "failed") {
    say({ kind: "note", message: "the runtime is gone; .supertree/logs/runtime.log beside the spec may say why" });
  }
  return 1;
}

/** A runtime that is already on its way down needs no second word. */
function unlessGone(error: unknown): void {
  if (error instanceof WireFailure && (error.code === "no_runtime" || error.code === "shutting_down")) return;
  throw error;
}

function living(snapshot: Snapshot | null): string {
  const names =
    snapshot?.nodes.flatMap((node) => (node.kind === "worker" && node.pid !== null ? [node.path] : [])) ?? [];
  return names.join(", ") || "the runtime itself";
}
