import assert from "node:assert/strict";
import type { IncomingMessage } from "node:http";
import { test } from "node:test";
import { admitLocal, admitRemote } from "../../../runtime/service/admission.ts";
import type { Role } from "../../../wire/index.ts";

function check(headers: Record<string, string>, expected: number | Role) {
  const admission = admitLocal({ headers } as IncomingMessage, 4711, "secret");
  assert.deepEqual("status" in admission ? admission.status : admission.role, expected);
}

const authorization = "Bearer secret";

test("only who has the token and comes by the right name gets in", () => {
  check({ host: "127.0.0.1:4711", authorization }, "operate");
  check({ host: "localhost:4711", authorization }, "operate");
  check({ host: "127.0.0.1:4711" }, 401);
  check({ host: "127.0.0.1:4711", authorization: "Bearer secreT" }, 401);
  check({ host: "127.0.0.1:4711", authorization: "secret" }, 401);
});

test("a web page is kept out, whatever it knows", () => {
  check({ host: "127.0.0.1:4711", authorization, origin: "http://localhost:4711" }, 403);
  check({ host: "127.0.0.1:4711", authorization, origin: "" }, 403);
  check({ host: "rebound.example:4711", authorization }, 403);
  check({ host: "127.0.0.1", authorization }, 403);
  check({ authorization }, 403);
});

test("from another machine, whatever it is called there, a token says what its client may do", () => {
  const tokens = new Map<Role, string>([
    ["read-only", "look"],
    ["operate", "do"],
  ]);
  const from = (headers: Record<string, string>) => {
    const admission = admitRemote({ headers } as IncomingMessage, tokens);
    return "status" in admission ? admission.status : admission.role;
  };
  assert.equal(from({ host: "node.example", authorization: "Bearer look" }), "read-only");
  assert.equal(from({ host: "node.example", authorization: "Bearer do" }), "operate");
  assert.equal(from({ host: "node.example", authorization: "Bearer debug" }), 401);
  assert.equal(from({ host: "node.example" }), 401);
  assert.equal(from({ authorization: "Bearer do", origin: "http://node.example" }), 403);
});
