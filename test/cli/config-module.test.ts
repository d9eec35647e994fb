import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { answerOf, errorOf, project, Staying, supertree } from "./supertree.ts";

const typescript = `import { defineTree, type PlanFunction } from "supertree/spec";

const patient: PlanFunction = (reason, restarts) => {
  console.log("asked about", reason, restarts);
  if (typeof reason === "object" && "signal" in reason) throw new Error("no idea");
  return restarts < 3 ? { restart: "10ms" } : "wait";
};

export default defineTree({
  name: "t",
  children: [
    { id: "calm", run: "sleep 1000", plan: ["restart", () => "wait", patient] },
    { id: "crash", run: ["node", "-e", "process.exit(3)"], plan: [patient], count: "infinity" },
  ],
});
`;

test("a config module's function decides by the number of restarts", async (t) => {
  const folder = await project(t, typescript, "supertree.config.ts");
  const up = new Staying(t, folder, "up");
  await up.line(/t\/crash is waiting/);
  assert.equal(up.lines.filter((line) => /crash: exited with code 3; it is restarted in 10ms/.test(line)).length, 2);

  const answer = (await answerOf(folder, "plan", "get", "calm")) as { plan: unknown };
  assert.deepEqual(answer.plan, ["restart", { function: "t/calm plan[1]" }, { function: "t/calm plan[2]" }]);
  const named = "[{ function: 't/calm plan[2]' }]";
  assert.deepEqual(await errorOf(folder, "plan", "set", "calm", "[{ function: nobody }]"), {
    exit: 1,
    code: "invalid_plan",
  });
  await answerOf(folder, "plan", "set", "calm", named);
  assert.deepEqual(await errorOf(folder, "write", "calm"), { exit: 1, code: "not_writable" });

  await supertree(folder, "kill", "calm");
  await up.line(
    /t\/calm: The plan function t\/calm plan\[2\] threw Error: no idea \(at .*supertree\.config\.ts:5:\d+\)\. Its supervisor ends with run_plan_element\./,
  );
  await up.line(/t: the supervisor ends: run_plan_element/);
  assert.equal(await up.ended, 1);
});

test("check and simulate run the module, too, and keep standard output for their answer", async (t) => {
  const folder = await project(t, typescript, "supertree.config.mts");
  assert.deepEqual(await answerOf(folder, "check"), []);

  const events = [1000, 2000, 3000].map((at) => `{"at":${at},"exit":"t/crash","code":3}`);
  await writeFile(
    join(folder, "events.jsonl"),
    [...events, '{"at":4000,"exit":"t/calm","code":0}', '{"at":5000,"exit":"t/calm","code":0}'].join("\n"),
  );
  const { code, stdout, stderr } = await supertree(
    folder,
    "simulate",
    "supertree.config.mts",
    "--events",
    "events.jsonl",
    "--json",
  );
  assert.equal(code, 0);
  const lines: { do: string; at: number; child: string }[] = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const did = lines
    .filter((line) => ["restart_at", "wait", "start"].includes(line.do))
    .map((line) => `${line.at} ${line.do} ${line.child}`);
  assert.deepEqual(did, [
    "0 start t/calm",
    "0 start t/crash",
    "1000 restart_at t/crash",
    "1010 start t/crash",
    "2000 restart_at t/crash",
    "2010 start t/crash",
    "3000 wait t/crash",
    "4000 start t/calm",
    "5000 wait t/calm",
  ]);
  assert.match(stderr, /asked about { code: 3 } 1/);
});

test("JavaScript does as well, and may import", async (t) => {
  const folder = await project(t, "", "package.json");
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  await writeFile(join(folder, "plans.ts"), 'export const plan: ("restart" | "stop")[] = ["restart", "stop"];\n');
  const text = `import { plan } from "./plans.ts";\nexport default { name: "t", children: [{ id: "a", run: "node", plan }] };\n`;
  await writeFile(join(folder, "supertree.config.js"), text);
  assert.deepEqual(await answerOf(folder, "check"), []);
});

test("what a config module takes for granted and is not here is said, too", async (t) => {
  const folder = await project(t, "", "supertree.config.mjs");
  const text = "export default { name: 't', children: [{ id: 'a', run: 'node nowhere.mjs' }] };";
  await writeFile(join(folder, "supertree.config.mjs"), text);
  const { code, stdout } = await supertree(folder, "check", "supertree.config.mjs");
  assert.match(stdout, /mjs:1:1: warning: children\[0\]\.run: there is no file `nowhere\.mjs` .* \[missing_file\]/);
  assert.equal(code, 0);
});

test("what is wrong with a config module is said with its place", async (t) => {
  const folder = await project(t, "", "supertree.config.mjs");
  const check = async (text: string, expected: RegExp, name = "supertree.config.mjs") => {
    await writeFile(join(folder, name), text);
    const { code, stdout } = await supertree(folder, "check", name);
    assert.match(stdout, expected);
    assert.equal(code, 1);
  };
  const broken = "export default {\n  name: 't'\n  children: [],\n};\n";
  await check(
    broken,
    /supertree\.config\.mjs:3:3: error: the module failed: SyntaxError: Expected ',', got 'children' \[module_failed\]/,
  );
  await check(
    broken,
    /config\.ts:3:3: error: the module failed: SyntaxError: Expected ',', got 'children'/,
    "supertree.config.ts",
  );
  await check(
    "enum A { B }\nexport default {};\n",
    /config\.ts:1:1: error: the module failed: SyntaxError: TypeScript enum is not supported/,
    "supertree.config.ts",
  );
  await check(
    "\nthrow new TypeError('not today');",
    /mjs:2:7: error: the module failed: TypeError: not today \[module_failed\]/,
  );
  await check("import { nothing } from './fine.mjs';", /mjs:1:1: error: the module failed: Error: Cannot find module/);
  await check(
    "export const tree = {};",
    /mjs:1:1: error: the module has no default export; write export default defineTree/,
  );
  await check("export default 7;", /mjs:1:1: error: `7` stands here; write a map/);
  await check(
    "export default { name: 't', children: [{ id: 'a', run: 'a', plan: ['restrat'] }] };",
    /mjs:1:1: error: children\[0\]\.plan\[0\]: `restrat` is no plan element; did you mean `restart`\? \[bad_plan_element\]/,
  );
  assert.deepEqual(await errorOf(folder, "up", "supertree.config.mjs"), { exit: 1, code: "invalid_spec" });
});
