import assert from "node:assert/strict";
import { test } from "node:test";
import { addressOf, isLoopback, listeningWords, parseAddress, plainFingerprint } from "../../wire/index.ts";

function check(text: string, expected: { host: string; port: number } | null) {
  assert.deepEqual(parseAddress(text), expected, text);
  if (expected) assert.equal(addressOf(expected.host, expected.port), text);
}

test("an address is a host and a port", () => {
  check("0.0.0.0:4711", { host: "0.0.0.0", port: 4711 });
  check("node.example:0", { host: "node.example", port: 0 });
  check("[::1]:65535", { host: "::1", port: 65535 });
  for (const text of ["4711", ":4711", "host", "host:", "host:x", "::1:4711", "host:65536", "a b:1", "http://a:1"])
    check(text, null);
});

test("plain text stays on this machine", () => {
  assert.deepEqual(["127.0.0.1", "127.1.2.3", "localhost", "[::1]"].map(isLoopback), [true, true, true, true]);
  assert.deepEqual(["127.0.0.1.example", "10.0.0.1", "0.0.0.0", "localhost.example"].map(isLoopback), [
    false,
    false,
    false,
    false,
  ]);
});

test("a fingerprint is read however it was copied", () => {
  const plain = "AB".repeat(32);
  const colons = Array(32).fill("ab").join(":");
  for (const text of [plain, colons, `sha256:${colons}`, ` SHA-256=${plain}\n`])
    assert.equal(plainFingerprint(text), plain);
  for (const text of ["", "AB", `${plain}AB`, "G".repeat(64)]) assert.equal(plainFingerprint(text), null);
});

test("the words say all of how to listen", () => {
  assert.equal(listeningWords({ at: "a:1" }).join(" "), "--listen a:1");
  const all = { at: "a:1", certificate: { cert: "c", key: "k" }, clientCa: "ca", atMost: "debug" } as const;
  assert.equal(listeningWords(all).join(" "), "--listen a:1 --cert c --key k --client-ca ca --at-most debug");
});
