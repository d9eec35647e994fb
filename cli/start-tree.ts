import { type Client, watchTree } from "../client/index.ts";
import { failure } from "./failure.ts";

/** Starts the tree and waits until every child is ready, or the tree has failed. */
export async function startTree(client: Client): Promise<"running" | "failed"> {
  let started = false;
  const settled = new Promise<"running" | "failed">((settle, fail) => {
    watchTree(client, ({ nodes }) => {
      const state = nodes[0]?.state;
      if (started && (state === "running" || state === "failed")) settle(state);
    }).catch(fail);
    client.closed.then(() =>
      fail(failure("no_runtime", "The runtime ended while the tree started.", client.endpoint.url)),
    );
  });
  started = true;
  await client.call("start_tree", {});
  return settled;
}
