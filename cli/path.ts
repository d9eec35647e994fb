import type { Client } from "../client/index.ts";
import type { Path, Snapshot, SupervisorNode, TreeNode } from "../wire/index.ts";
import { failure } from "./failure.ts";

/** The tree as it is now. */
export async function snapshotOf(client: Client): Promise<Snapshot> {
  const answer = await client.call("watch_tree", {});
  if ("snapshot" in answer) return answer.snapshot;
  throw new Error("watch_tree without `since` answers with a snapshot");
}

/** The child that a person means by `text`, e.g. `fleet/api`, `api` or `devices/device-1`. */
export async function childOf(client: Client, text: string): Promise<Path> {
  return (await nodeOf(client, text)).path;
}

/** The same, with all that the tree says of it. */
export async function nodeOf(client: Client, text: string): Promise<TreeNode> {
  const { nodes } = await snapshotOf(client);
  const path = resolvePath(
    nodes.map((each) => each.path),
    text,
  );
  const node = nodes.find((each) => each.path === path);
  if (!node) throw new Error(`${path} is resolved from the tree's own paths`);
  return node;
}

/** A supervisor; a worker is refused as the runtime does it. */
export async function supervisorOf(client: Client, text: string): Promise<SupervisorNode> {
  const node = await nodeOf(client, text);
  if (node.kind === "supervisor") return node;
  throw failure("invalid_params", `${node.path} is a worker and has no children. Name a supervisor.`, node.path);
}

/** A whole path, one without the root's name, or a last part that only one child has. */
export function resolvePath(paths: readonly Path[], text: string): Path {
  const wanted = text.replace(/\/+$/, "");
  const exact = paths.find((path) => path === wanted) ?? paths.find((path) => path === `${paths[0]}/${wanted}`);
  if (exact !== undefined) return exact;
  const [only, ...others] = paths.filter((path) => path.endsWith(`/${wanted}`));
  if (only === undefined) {
    throw failure("not_found", `There is no child ${text}. "supertree ps" lists them.`, text);
  }
  if (others.length > 0) {
    const list = [only, ...others].join(", ");
    throw failure("usage", `${text} could be any of ${list}. Give more of the path.`, text);
  }
  return only;
}
