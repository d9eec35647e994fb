import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { answerOf, errorOf, project, Staying, supertree } from "./supertree.ts";

test("a tree that listens is worked with from elsewhere, as far as the token goes", async (t) => {
  const folder = await project(t, 'name: t\nchildren:\n  - { id: a, run: "sleep 1000" }\n');
  const up = new Staying(t, folder, "up", "--listen", "127.0.0.1:0");
  const [, url = "", fingerprint = ""] = await up.line(/listens at (wss:\S+) with the certificate (\S+);/);
  await up.line(/t is running/);
  const elsewhere = join(folder, "..");
  const as = (role: string) => [
    "--url",
    url,
    "--fingerprint",
    fingerprint,
    "--token-file",
    join(folder, ".supertree", "tokens", role),
  ];
  assert.match(JSON.stringify(await answerOf(elsewhere, "ps", ...as("read-only"))), /"path":"t\/a","state":"running"/);
  assert.deepEqual(await errorOf(elsewhere, "kill", "a", ...as("debug")), { exit: 1, code: "forbidden" });
  assert.equal((await supertree(elsewhere, "restart", "a", ...as("operate"))).code, 0);
  assert.deepEqual(await errorOf(elsewhere, "ps", "--url", url), { exit: 2, code: "usage" });
  const write = ["plan", "set", "a", "[restart]", "--write", "--yes", ...as("operate")];
  assert.deepEqual(await errorOf(elsewhere, ...write), { exit: 1, code: "not_writable" });
});

test("what cannot be listened at is said before anything starts", async (t) => {
  const folder = await project(t, "name: t\nchildren: []\n");
  assert.deepEqual(await errorOf(folder, "up", "--listen", "here"), { exit: 2, code: "usage" });
  assert.deepEqual(await errorOf(folder, "up", "--at-most", "debug"), { exit: 2, code: "usage" });
  assert.deepEqual(await errorOf(folder, "up", "--listen", "192.0.2.1:1"), { exit: 1, code: "start_failed" });
  assert.deepEqual(await errorOf(folder, "status"), { exit: 3, code: "no_runtime" });
});
