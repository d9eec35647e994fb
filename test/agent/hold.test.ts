import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { allNodes } from "../nodes.ts";
import { Place, tsx, tsxCommand } from "./child.ts";

const prints = `console.log("first line");\n`;

for (const { name: version, program: node } of allNodes) {
  const programs: [name: string, files: Record<string, string>, args: string[]][] = [
    ["an ES module", { "a.mjs": prints }, ["a.mjs"]],
    ["a CommonJS module", { "a.cjs": prints }, ["a.cjs"]],
    [
      "TypeScript by --import tsx",
      { "a.ts": `const x: string = "first line";\nconsole.log(x);\n` },
      ["--import", tsx, "a.ts"],
    ],
    ["TypeScript by the tsx command", { "a.ts": prints }, [tsxCommand, "a.ts"]],
  ];
  for (const [name, files, args] of programs) {
    test(`${version}: ${name} is held before its first line until it is released`, async (t) => {
      const place = await Place.make(t, files);
      const program = place.start(args, { hold: true, incarnation: 3 }, node);
      const agent = await place.agent();
      const hello = await agent.next("hello");
      assert.deepEqual([hello.path, hello.incarnation, hello.secret, hello.held], ["t/child", 3, "s3cret", true]);
      // An answer to a later question shows that the process had time for its first line, had it not been held.
      agent.send({ kind: "open_inspector" });
      await agent.next("inspector");
      assert.equal(program.output, "");
      agent.send({ kind: "close_inspector" });
      agent.send({ kind: "release" });
      assert.equal(await program.line(), "first line");
      assert.equal(await program.ended, 0);
    });
  }

  test(`${version}: a held process goes on when the runtime is gone`, async (t) => {
    const place = await Place.make(t, { "a.mjs": prints });
    const program = place.start(["a.mjs"], { hold: true }, node);
    const agent = await place.agent();
    await agent.next("hello");
    agent.close();
    assert.equal(await program.line(), "first line");
    assert.equal(await program.ended, 0);
  });

  test(`${version}: without a runtime the program runs, held or not, and nothing is said`, async (t) => {
    const place = await Place.make(t, { "a.mjs": prints });
    for (const hold of [true, false]) {
      const program = place.start(["a.mjs"], { hold, socket: `${place.folder}/nobody.sock` }, node);
      assert.equal(await program.line(), "first line");
      assert.equal(await program.ended, 0);
      assert.equal(program.errors, "");
    }
  });

  test(`${version}: the program's exit code is its own, and no process below it has an agent`, async (t) => {
    const place = await Place.make(t, {
      "a.mjs": `
        import { fork, spawnSync } from "node:child_process";
        import { Worker } from "node:worker_threads";
        const show = "console.log(JSON.stringify([process.env.SUPERTREE_AGENT ?? null, process.env.NODE_OPTIONS ?? null]))";
        console.log(spawnSync(process.execPath, ["-e", show]).stdout.toString().trim());
        new Worker(show, { eval: true }).on("exit", () => fork("b.cjs", [show]).on("exit", () => process.exit(7)));`,
      "b.cjs": "eval(process.argv[2])",
    });
    const program = place.start(["a.mjs"], {}, node);
    const agent = await place.agent();
    assert.equal((await agent.next("hello")).pid, program.pid);
    for (let process = 0; process < 3; process++)
      assert.deepEqual(JSON.parse(await program.line()), [null, "--no-warnings"]);
    assert.equal(await program.ended, 7);
    await agent.closed;
  });
}

test("below npm's own command it is the program that says hello", async (t) => {
  const place = await Place.make(t, {
    "package.json": '{ "type": "module", "scripts": { "go": "node a.mjs" } }',
    "a.mjs": "console.log(process.pid, process.env.SUPERTREE_AGENT);",
  });
  const { stdout } = spawnSync("npm", ["root", "-g"], { encoding: "utf8" });
  const program = place.start([`${stdout.trim()}/npm/bin/npm-cli.js`, "run", "--silent", "go"]);
  const hello = await (await place.agent()).next("hello");
  assert.equal(await program.line(), `${hello.pid} undefined`);
  assert.equal(await program.ended, 0);
});
