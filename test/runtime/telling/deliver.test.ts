import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { type TestContext, test } from "node:test";
import { deliver } from "../../../runtime/telling/deliver.ts";
import { afterwards } from "../../afterwards.ts";
import { freePort, projectWith, start } from "../tree.ts";

const telling = { tree: "t", reports: [], omitted: 3 };
const everywhere = { cwd: "/", env: process.env };

/** Answers every request with this status; `next` settles with the body of the next. */
async function hook(t: TestContext, status: number) {
  const server = createServer();
  await new Promise<void>((settle) => server.listen(0, "127.0.0.1", settle));
  afterwards(t, () => new Promise((settle) => server.close(settle)));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/hunter22`;
  const next = async (): Promise<string> => {
    const [request, response] = (await once(server, "request")) as [
      IncomingMessage,
      import("node:http").ServerResponse,
    ];
    const body = await text(request);
    response.writeHead(status, { connection: "close" }).end();
    return `${request.method} ${request.headers["content-type"]} ${body}`;
  };
  return { url, next };
}

test("a command reads what is told from its standard input; what is secret is masked", async (t) => {
  const { folder } = await projectWith(t, "");
  const command = { text: "sh", words: ["sh", "-c", 'cat > "told"'] };
  const where = { cwd: folder, env: process.env };
  const report = { at: 1, severity: "warning", path: "t/a", message: "login with hunter22", about: null } as const;
  assert.equal(
    await deliver({ to: { by: "command", command } }, where, ["hunter22"], { ...telling, reports: [report] }),
    null,
  );
  const told = JSON.parse(await readFile(join(folder, "told"), "utf8"));
  assert.deepEqual(told, { ...telling, reports: [{ ...report, message: "login with ***" }] });
});

test("a command that fails, or does not read, says why", async () => {
  const run = (...words: string[]) =>
    deliver({ to: { by: "command", command: { text: words.join(" "), words } } }, everywhere, [], telling);
  assert.equal(await run("false"), "“false” exited with 1");
  assert.equal(await run("true"), null);
  assert.match((await run("no-such-program")) ?? "", /no-such-program.*was not found/);
});

test("an address gets it by POST; its path, which may be secret, is in no complaint", async (t) => {
  const good = await hook(t, 204);
  const [body, outcome] = await Promise.all([
    good.next(),
    deliver({ to: { by: "url", url: good.url } }, everywhere, [], telling),
  ]);
  assert.equal(body, `POST application/json ${JSON.stringify(telling)}\n`);
  assert.equal(outcome, null);
  const bad = await hook(t, 500);
  const [, refused] = await Promise.all([
    bad.next(),
    deliver({ to: { by: "url", url: bad.url } }, everywhere, [], telling),
  ]);
  assert.match(refused ?? "", /^127\.0\.0\.1:\d+ answered with 500$/);
  const nobody = `http://127.0.0.1:${await freePort()}/hooks/hunter22`;
  assert.match(
    (await deliver({ to: { by: "url", url: nobody } }, everywhere, [], telling)) ?? "",
    /^127\.0\.0\.1:\d+ cannot be reached: connect ECONNREFUSED/,
  );
});

test("a running tree tells an address of a crash", async (t) => {
  const { url, next } = await hook(t, 200);
  const told = next();
  const spec = `name: t\nreport: { url: "${url}" }\nchildren:\n  - { id: a, run: "node FIXTURES/begins.mjs", plan: [restart, wait] }\n`;
  const { watcher } = await start(t, spec);
  await watcher.pid("t/a");
  await watcher.client.call("kill", { path: "t/a" });
  const { tree, reports } = JSON.parse((await told).slice("POST application/json ".length));
  assert.equal(tree, "t");
  assert.match(reports[0].message, /SIGKILL/);
  assert.equal(reports[0].about.context, "child_terminated");
});
