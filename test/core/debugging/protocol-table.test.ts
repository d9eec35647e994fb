import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { decodeRequest, newSession, react } from "../../../core/index.ts";
import { request } from "./text.ts";

const page = readFileSync("docs/DAP.md", "utf8");
const protocol = readFileSync("node_modules/@vscode/debugprotocol/lib/debugProtocol.d.ts", "utf8");

/** The rows of a section: what is named, whether it is served, and what is said of it. */
function rows(title: string): { name: string; served: boolean; said: string }[] {
  const section = page.split(/^## /m).find((one) => one.startsWith(`${title}\n`)) ?? "";
  return [...section.matchAll(/^\| `([\w/]+)` \| (✔|✗) \| ?(.*?) ?\|$/gm)].map(([, name = "", mark, said = ""]) => {
    return { name, served: mark === "✔", said };
  });
}

/** Requests that an adapter makes and a client serves. */
const reverse = ["runInTerminal", "startDebugging"];

test("docs/DAP.md has each request of the protocol, and says of each what the code does", () => {
  const requests = [...protocol.matchAll(/\/\/ command: '(\w+)';/g)].map(([, name]) => name);
  assert.equal(requests.length, 45);
  const table = rows("Requests");
  assert.deepEqual(table.map(({ name }) => name).sort(), [...requests].sort());
  for (const { name, served, said } of table) {
    assert.equal(isServed(name), served, name);
    assert.notEqual(said, "", name);
  }
});

test("docs/DAP.md has each capability of the protocol, and says of each whether it is declared", () => {
  const declaration = /interface Capabilities \{([\s\S]*?)\n\t\}/.exec(protocol)?.[1] ?? "";
  const capabilities = [...declaration.matchAll(/^\t\t(\w+)\?:/gm)].map(([, name]) => name);
  assert.equal(capabilities.length, 42);
  const table = rows("Capabilities");
  assert.deepEqual(table.map(({ name }) => name).sort(), [...capabilities].sort());
  const [answer] = react(newSession, request("initialize", {})).actions;
  assert.ok(answer?.do === "respond");
  const declared = Object.keys(answer.body).sort();
  assert.deepEqual(
    table
      .filter(({ served }) => served)
      .map(({ name }) => name)
      .sort(),
    declared,
  );
  for (const { name, served, said } of table) assert.ok(served || said !== "", `${name}: says why not`);
});

test("docs/DAP.md names each request of our own", () => {
  const own = [...readFileSync("core/debugging/requests.ts", "utf8").matchAll(/"(supertree\/\w+)":/g)].map(
    ([, name]) => name,
  );
  const section = page.split("## Requests of our own")[1] ?? "";
  assert.deepEqual(
    [...section.matchAll(/^\| `(supertree\/\w+)`/gm)].map(([, name]) => name),
    own,
  );
});

function isServed(name: string): boolean {
  if (reverse.includes(name)) return adapter.includes(`"${name}"`);
  const decoded = decodeRequest(name, undefined);
  return decoded.ok || !decoded.message.startsWith("There is no request");
}

const adapter = readdirSync("adapter", { recursive: true })
  .map(String)
  .filter((file) => file.endsWith(".ts"))
  .map((file) => readFileSync(join("adapter", file), "utf8"))
  .join("\n");
