import assert from "node:assert/strict";
import { test } from "node:test";
import { maskedValues, unmasked } from "../../runtime/commands/masks.ts";

test("a masked value that comes back is the present one; the rest is as it was sent", () => {
  const present = { run: "node a.js", env: { A_TOKEN: "sesame", URL: "amqp://me:letmein@mq/", PORT: "80" } };
  const sent = { run: "node b.js", env: { A_TOKEN: "***", URL: "amqp://me:***@mq/", PORT: "81" } };
  assert.deepEqual(unmasked(sent, present), {
    run: "node b.js",
    env: { A_TOKEN: "sesame", URL: "amqp://me:letmein@mq/", PORT: "81" },
  });
});

test("a masked value with nothing to keep is refused, with its place", () => {
  const refused = { code: "invalid_childspec", where: "env.A_TOKEN" };
  assert.throws(() => unmasked({ env: { A_TOKEN: "***" } }, null), refused);
  assert.throws(() => unmasked({ env: { A_TOKEN: "***" } }, { env: { B_TOKEN: "sesame" } }), refused);
  assert.deepEqual(unmasked({ id: "a", env: { A_TOKEN: "open" } }, null), { id: "a", env: { A_TOKEN: "open" } });
});

test("a check tells every masked value", () => {
  const found = maskedValues([{ id: "a" }, { id: "b", env: { A_TOKEN: "***", B: "c" } }]);
  assert.deepEqual(
    found.map(({ code, severity, where }) => `${code} ${severity} ${where}`),
    ["masked_value error children[1].env.A_TOKEN"],
  );
});
