import assert from "node:assert/strict";
import { test } from "node:test";
import { hide, masked, maskedNames, parseSpec, secretsOf } from "../../spec/index.ts";
import { looksSecret } from "../../spec/secrets.ts";

const names: [secret: string, open: string][] = [
  ["DB_PASSWORD", "PWD"],
  ["PGPASSWORD", "OLDPWD"],
  ["GITHUB_TOKEN", "MAX_TOKENS"],
  ["AWS_SECRET_ACCESS_KEY", "SSH_AUTH_SOCK"],
  ["STRIPE_API_KEY", "KEYBOARD"],
  ["stripeApiKey", "GIT_ASKPASS"],
  ["MYSQL_PWD", "TOKENIZERS_PARALLELISM"],
  ["DB_PASS", "PASSES"],
];
for (const [secret, open] of names) {
  test(`${secret} looks secret, ${open} does not`, () => {
    assert.equal(looksSecret(secret), true);
    assert.equal(looksSecret(open), false);
  });
}

test("secrets of an environment: values under such names, line by line, and passwords in addresses; the longest first", () => {
  const env = {
    A_TOKEN: "sesame",
    KEY: "-",
    PRIVATE_KEY: "line one\nline two!",
    URL: "amqp://me:letmein@mq/",
    HOST: "plain",
  };
  assert.deepEqual(secretsOf(env), ["line two!", "line one", "letmein", "sesame"]);
  assert.deepEqual(secretsOf({ A_TOKEN: "four" }), []);
});

test("a text loses its secrets, all of each", () => {
  assert.equal(hide("sesame opens sesame", ["sesame"]), "*** opens ***");
});

test("a child spec is shown with its variables masked, and what they hold wherever it stands", () => {
  const shown = masked({
    id: "api",
    run: ["node", "api.js", "--key", "sesame", "redis://:pw@cache"],
    env: { A_TOKEN: "sesame", PIN_SECRET: "1", URL: "amqp://me:pw@mq/", PORT: "80" },
    children: [{ id: "b", env: { B_TOKEN: "another" } }],
    hot: false,
  });
  assert.deepEqual(shown, {
    id: "api",
    run: ["node", "api.js", "--key", "***", "redis://:***@cache"],
    env: { A_TOKEN: "***", PIN_SECRET: "***", URL: "amqp://me:***@mq/", PORT: "80" },
    children: [{ id: "b", env: { B_TOKEN: "***" } }],
    hot: false,
  });
  assert.deepEqual(maskedNames(shown.env), ["A_TOKEN", "PIN_SECRET", "URL"]);
});

test("the tree shows a command without its secrets, and runs it with them", () => {
  const { tree } = parseSpec("name: t\nchildren: [{ id: a, run: node a.js sesame, env: { A_TOKEN: sesame } }]", "yaml");
  const [child] = tree?.root.children ?? [];
  assert.ok(child?.kind === "worker");
  assert.equal(child.run.text, "node a.js ***");
  assert.deepEqual(child.run.words, ["node", "a.js", "sesame"]);
});
