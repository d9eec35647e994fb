import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { connect, type Endpoint } from "../../../client/index.ts";
import type { Listening, Role } from "../../../wire/index.ts";
import { start } from "../tree.ts";

/** A tree whose runtime serves other machines, and the way there as one of them has it. */
export async function startNode(t: TestContext, spec: string, listening: Partial<Listening> = {}) {
  const tree = await start(t, spec, { listening: { at: "127.0.0.1:0", ...listening } });
  const { remote } = await tree.watcher.client.call("status", {});
  assert.ok(remote);
  const far = async (role: Role): Promise<Endpoint> => ({
    ...remote,
    token: (await readFile(join(tree.folder, ".supertree", "tokens", role), "utf8")).trim(),
  });
  return { ...tree, remote, far };
}

/** What a connection fails with; `connected` when it does not. */
export async function outcome(endpoint: Endpoint): Promise<string> {
  try {
    (await connect(endpoint)).close();
    return "connected";
  } catch (error) {
    assert.ok(error instanceof Error && "code" in error, String(error));
    return String(error.code);
  }
}
