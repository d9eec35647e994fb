import assert from "node:assert/strict";
import type { IncomingMessage } from "node:http";
import { test } from "node:test";
import { deny } from "../../../runtime/service/admission.ts";

function check(headers: Record<string, string>, expected: number | null) {
  const denial = deny({ headers } as IncomingMessage, 4711, "secret");
  assert.equal(denial?.status ?? null, expected);
}

const authorization = "Bearer secret";

test("only who has the token and comes by the right name gets in", () => {
  check({ host: "127.0.0.1:4711", authorization }, null);
  check({ host: "localhost:4711", authorization }, null);
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
