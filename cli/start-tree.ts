import { type Client, watchTree } from "../client/index.ts";
import { failure } from "./failure.ts";

/** Starts the tree and waits until every child is ready, or the tree has failed. */
export async function startTree(client: Client): Promise<"running" | "failed"> {
  await startUnlessUp(client);
  return new Promise<"running" | "failed">((settle, fail) => {
    watchTree(client, ({ nodes }) => {
      const state = nodes[0]?.state;
      if (state === "running" || state === "failed") settle(state);
    }).catch(fail);
    client.closed.then(() =>
      fail(failure("no_runtime", "The runtime ended while the tree started.", client.endpoint.url)),
    );
  });
}

/** A tree that is up has been started by a runtime that died: this one goes on with it. */
export async function startUnlessUp(client: Client): Promise<void> {
  const { state } = await client.call("status", {});
  if (state === "stopped" || state === "failed") await client.call("start_tree", {});
}
