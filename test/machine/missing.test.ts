import assert from "node:assert/strict";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { missingOf, thisMachine } from "../../machine/index.ts";
import { located, studySpec } from "../../spec/index.ts";

let folder = "";
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "supertree-machine-"));
  const files = {
    "src/broker.js": "",
    "app/index.js": "",
    "worker.py": "",
    "bin/node": "",
    "bin/python3": "",
    "bin/npm": "",
    "bin/sh": "",
    "node_modules/.bin/tsx": "",
    "start.sh": "",
    "packages/api/main.ts": "",
    "package.json": '{ "scripts": { "start": "x", "dev": "y" } }',
  };
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  await chmod(join(folder, "start.sh"), 0o644);
});
after(() => rm(folder, { recursive: true }));

/** A child with these lines, the first on line 4, and what this machine lacks for it: `line:column code: remedy`. */
async function check(lines: string, expected: string): Promise<void> {
  await checkSpec(`name: t\nchildren:\n  - id: a\n${lines.replace(/^/gm, "    ")}`, expected);
}

async function checkSpec(text: string, expected: string): Promise<void> {
  const study = studySpec(text, "yaml");
  const found = await missingOf(study.workers, folder, thisMachine({ PATH: join(folder, "bin") }));
  const lines = found.map((finding) => {
    const { line, column, code, message } = located(finding, study);
    return `${line}:${column} ${code}: ${message.split("; ").at(-1)}`;
  });
  assert.equal(lines.join("\n"), expected);
}

test("programs on the PATH, in node_modules/.bin and by their path", async () => {
  await check("run: node src/broker.js", "");
  await check("run: nod src/broker.js", "4:10 command_not_found: did you mean `node`?");
  await check("run: frobnicate", "4:10 command_not_found: install it, or correct the command");
  await check("run: tsx packages/api/main", "");
  await check("run: ./start.sh", "4:10 not_executable: chmod +x it, or name what runs it, e.g. sh ./start.sh");
  await check("run: ./stop.sh", "4:10 command_not_found: build it, or correct the command");
  await check("run: frobnicate\nenv: { PATH: /opt }", "");
  await check(
    "run: node src/broker.js\nready: { command: curlx -f x }",
    "5:23 command_not_found: install it, or correct the command",
  );
  await check("run: node src/broker.js\nalive: { command: [nod] }", "5:23 command_not_found: did you mean `node`?");
});

test("scripts of interpreters, with the endings that they try", async () => {
  await check("run: node src/brokr.js", "4:10 missing_file: did you mean `src/broker.js`?");
  await check("run: node src/broker", "");
  await check("run: node app", "");
  await check(
    "run: node --enable-source-maps --import tsx src/nothing.ts",
    "4:10 missing_file: create or build it, or correct the command",
  );
  await check(
    "run: node --env-file=.env src/broker.js",
    "4:10 missing_file: create or build it, or correct the command",
  );
  await check(
    "run: node --import ./setup.js src/broker.js",
    "4:10 missing_file: create or build it, or correct the command",
  );
  await check("run: node -e 'console.log(1)'", "");
  await check("run: node --test", "");
  await check("run: node", "");
  await check("run: [node, --, gone.js]", "4:10 missing_file: create or build it, or correct the command");
  await check("run: tsx watch --tsconfig x.json packages/api/main.ts", "");
  await check("run: python3 -u workr.py", "4:10 missing_file: did you mean `worker.py`?");
  await check("run: python3 -m http.server", "");
  await check("run: sh -c 'node gone.js'", "");
  await check("run: sh gone.sh", "4:10 missing_file: create or build it, or correct the command");
});

test("folders, variables and package scripts", async () => {
  await check("run: node main.ts\ncwd: packages/api", "");
  await check("run: node main.ts\ncwd: packages/apj", "5:10 missing_folder: did you mean `packages/api`?");
  await check("run: node main.ts\ncwd: start.sh", "5:10 missing_folder: create it, or correct `cwd`");
  await check(
    "run: node src/broker.js\nenv: { TLS_CERT: ./c.pem, LOG_FILE: ./a.log }",
    "5:22 missing_file: create it, or correct TLS_CERT",
  );
  await check("run: npm run dev", "");
  await check("run: npm run dve\ncwd: packages/api", "4:10 missing_script: did you mean `dev`?");
  await check("run: npm run build", "4:10 missing_script: it has start, dev");
  await check("run: npm -w api run build", "");
});

test("what is written once is told once, where it is written", async () => {
  await checkSpec(
    "name: t\ndefault: { run: 'node gone.js {id}' }\nchildren: { from: 1, to: 9, id: 'd{n}' }",
    "2:17 missing_file: create or build it, or correct the command",
  );
  await checkSpec(
    "name: t\ndefault: { run: 'node {id}.js' }\nchildren: { from: 1, to: 2, id: 'd{n}' }",
    "2:17 missing_file: create or build it, or correct the command",
  );
});
