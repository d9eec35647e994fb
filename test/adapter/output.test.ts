import assert from "node:assert/strict";
import { test } from "node:test";
import { Scene } from "./scene.ts";

const spec = `name: tree
children:
  - { id: printer, run: node printer.mjs, plan: [wait] }
  - { id: shell, run: sh -c "echo from a shell; sleep 60" }
`;

test("what processes print comes once a line, with its source where the console was called", async (t) => {
  const scene = new Scene(t, spec);
  await scene.launch({ "printer.mjs": ["never"] });
  for (const last of ["from a shell", "the end", "to standard error"]) await scene.dap.printed(last);
  const printed = scene.dap
    .outputs()
    .filter(({ category, output }) => output.startsWith("[tree/printer] ") && category !== "console")
    .map(
      ({ category, output, source, line }) =>
        `${category} ${line ? scene.place({ source, line }) : "-"} ${output.trim()}`,
    );
  const of = (stream: string) => printed.filter((line) => line.startsWith(stream));
  assert.deepEqual(of("stdout"), [
    "stdout printer.mjs:#plain [tree/printer] plain 1 true",
    "stdout - [tree/printer] written without the console",
    "stdout printer.mjs:#lines [tree/printer] two\n[tree/printer] lines",
    "stdout printer.mjs:#object [tree/printer] object { a: 1, b: [ 1, 2 ] }",
    "stdout printer.mjs:#end [tree/printer] the end",
  ]);
  assert.deepEqual(of("stderr"), ["stderr printer.mjs:#error [tree/printer] to standard error"]);
});

test("objects that were printed can be looked into", async (t) => {
  const scene = new Scene(t, spec);
  await scene.launch({ "printer.mjs": ["never"] });
  const { variablesReference = 0 } = await scene.dap.event("output", ({ output }) => output.includes("object {"));
  const { variables } = await scene.dap.request("variables", { variablesReference });
  assert.deepEqual(
    variables.map(({ value }) => value),
    ['"object"', "{a: 1, b: Array(2)}"],
  );
  assert.match(await scene.variables(variables[1]?.variablesReference ?? 0), /^a: 1\nb: \(2\) \[1, 2\]$/m);
});
