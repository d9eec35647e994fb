import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { createServer as createHttpServer } from "node:http";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { watch } from "../../../runtime/readiness/watch.ts";
import type { Alive } from "../../../spec/index.ts";

/** The first so many times that a watch says the child is not alive. */
async function firstWords(alive: Alive, times: number, cwd = "."): Promise<string[]> {
  const heard: string[] = [];
  let cancel = () => {};
  await new Promise<void>((settle) => {
    cancel = watch(alive, { cwd, env: process.env }, (error) => {
      heard.push(error);
      if (heard.length === times) settle();
    });
  });
  cancel();
  return heard;
}

async function listening(t: TestContext, server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  assert.ok(address && typeof address === "object");
  t.after(() => server.close());
  return address.port;
}

const often = { everyMs: 20, timeoutMs: 20, failures: 2 };

test("a port that is closed fails, and says so again with each further check", async () => {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  assert.ok(address && typeof address === "object");
  const { port } = address;
  const heard = firstWords({ check: { by: "port", port, host: "127.0.0.1" }, ...often, timeoutMs: 20 }, 2);
  await once(server, "connection"); // it has been asked while it was there
  server.close();
  const words = (times: number) =>
    `${times} checks in a row have failed: nothing accepts connections on port ${port} of 127.0.0.1 (within 20ms).`;
  assert.deepEqual(await heard, [words(2), words(3)]);
});

test("an address that answers badly, or not at all, fails", async (t) => {
  const server = createHttpServer((request, response) => {
    if (request.url === "/bad") response.writeHead(500).end();
  });
  const port = await listening(t, server);
  t.after(() => server.closeAllConnections());
  for (const path of ["bad", "silent"]) {
    const url = `http://127.0.0.1:${port}/${path}`;
    const [word] = await firstWords({ check: { by: "http", url }, ...often, failures: 1 }, 1);
    assert.equal(
      word,
      `The check whether it is alive has failed: ${url} does not answer with a status from 200 to 399 (within 20ms).`,
    );
  }
});

test("a success lets the count of failures begin anew", async (t) => {
  const cwd = mkdtempSync(join(tmpdir(), "supertree-"));
  t.after(() => rm(cwd, { recursive: true }));
  const text = "echo >> runs; case $(wc -l < runs) in 2|4) exit 0;; esac; exit 3"; // fails at the 1st, 3rd, 5th and 6th
  const check = { by: "command", command: { text: "health", words: ["sh", "-c", text] } } as const;
  const heard = await firstWords({ check, everyMs: 20, timeoutMs: 10_000, failures: 2 }, 1, cwd);
  assert.deepEqual(heard, ["2 checks in a row have failed: “health” exited with 3 (within 10s)."]);
  assert.equal(readFileSync(join(cwd, "runs"), "utf8").length, 6);
});

test("a watch that is ended asks no more and says no more", async (t) => {
  let asked = () => {};
  const first = new Promise<void>((settle) => (asked = settle));
  const server = createHttpServer(() => asked()); // never answers
  const port = await listening(t, server);
  t.after(() => server.closeAllConnections());
  const alive: Alive = {
    check: { by: "http", url: `http://127.0.0.1:${port}/` },
    everyMs: 5,
    timeoutMs: 60_000,
    failures: 1,
  };
  const cancel = watch(alive, { cwd: ".", env: {} }, () => assert.fail("nobody wants to know"));
  const [socket] = await Promise.all([once(server, "connection"), first]);
  cancel();
  await once(socket[0], "close"); // the question that was under way is given up
});
