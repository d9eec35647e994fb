import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";
import { cli } from "./supertree.ts";

test("dap and lsp speak their protocols on standard input and output", async () => {
  await check(
    ["dap"],
    { seq: 1, type: "request", command: "initialize", arguments: { adapterID: "supertree" } },
    "body",
  );
  const initialize = { processId: null, rootUri: null, capabilities: {} };
  await check(["lsp", "--stdio"], { jsonrpc: "2.0", id: 1, method: "initialize", params: initialize }, "result");
});

/** The first message that comes back has this field. */
async function check(words: string[], request: object, field: string): Promise<void> {
  const child = spawn(process.execPath, [cli, ...words], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = once(child, "close");
  const text = JSON.stringify(request);
  child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  let heard = "";
  for await (const part of child.stdout) {
    heard += String(part);
    const [, length, body] = /^Content-Length: (\d+)\r\n\r\n(.*)$/s.exec(heard) ?? [];
    if (length !== undefined && body !== undefined && Buffer.byteLength(body) >= Number(length)) break;
  }
  assert.match(heard, new RegExp(`"${field}":\\{`));
  child.stdin.end();
  await ended;
}
