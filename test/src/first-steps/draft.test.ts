import assert from "node:assert/strict";
import { test } from "node:test";
import { parseSpec } from "../../../spec/index.ts";
import { readCompose } from "../../../src/first-steps/compose.ts";
import { draftOf } from "../../../src/first-steps/draft.ts";
import type { Found } from "../../../src/first-steps/found.ts";
import { readPackageScripts } from "../../../src/first-steps/package-scripts.ts";
import { readPm2 } from "../../../src/first-steps/pm2.ts";
import { readProcfile } from "../../../src/first-steps/procfile.ts";

/** The draft of what was found, which has to be a spec without an error. */
function check(found: Found[], expected: string): void {
  const text = draftOf("My Shop", found);
  assert.equal(text, expected.replace(/^\n/, ""));
  const { problems } = parseSpec(text, "yaml");
  assert.deepEqual(
    problems.filter(({ severity }) => severity === "error"),
    [],
  );
}

test("a spec says where each child comes from, and what was left out and why", () => {
  const scripts = '{ "scripts": { "dev": "vite", "build": "tsc" } }';
  check(
    [
      readProcfile("web: node web.js\nrelease: node migrate.js", "Procfile"),
      readPackageScripts(scripts, "package.json", "npm"),
    ],
    `
# Made from Procfile, package.json. Read it, then press F5.
# Left out:
# - release (Procfile): it runs once before a release and ends
# - build (package.json script): by its name it ends by itself

name: my-shop
strategy: one_for_one
children:
  # Procfile
  - id: web
    run: node web.js

  # package.json script “dev”
  - id: dev
    run: npm run dev
`,
  );
});

const compose = `services:
  api: { build: ., command: node api.js, depends_on: [bus], ports: ["80:8080"] }
  bus: { build: ., command: node bus.js, restart: always, deploy: { replicas: 2 } }
`;

test("who is needed comes first, and so many of the same become a supervisor", () =>
  check(
    [readCompose(compose, "compose.yaml")],
    `
# Made from compose.yaml. Read it, then press F5.

name: my-shop
strategy: rest_for_one
children:
  # compose.yaml
  - id: bus
    supervisor:
      strategy: one_for_one
      dynamic:
        max: 2
      default:
        run: node bus.js
        restart: permanent
    children:
      from: 1
      to: 2
      id: bus-{n}

  # compose.yaml
  - id: api
    run: node api.js
    ready:
      port: 8080
    needs:
      - bus
`,
  ));

test("pm2's lives are plans, with what has no key in a comment", () =>
  check(
    [
      readPm2(
        { script: "a.js", restart_delay: 500, max_restarts: 3, kill_timeout: 100, watch: true },
        "ecosystem.config.js",
      ),
    ],
    `
# Made from ecosystem.config.js. Read it, then press F5.

name: my-shop
strategy: one_for_one
children:
  # ecosystem.config.js
  # pm2 restarted it when its files changed: hot reload takes a change in without a restart.
  - id: a
    run: node a.js
    stop:
      timeout: 100ms
    plan:
      - restart: 500ms
    count: 3
`,
  ));

test("the same id from two files gets a number", () => {
  const text = draftOf("x", [readProcfile("web: a", "Procfile"), readProcfile("web: b", "Procfile.dev")]);
  assert.match(text, /id: web\n {4}run: a[\s\S]*id: web-2\n {4}run: b/);
});
