import assert from "node:assert/strict";
import { test } from "node:test";
import { defineTree } from "../../spec/define.ts";
import { parseSpec } from "../../spec/index.ts";

test("a spec written in TypeScript is a document like any other", () => {
  const document = defineTree({
    name: "fleet",
    children: [
      { id: "api", run: ["node", "api.ts"], plan: ["restart", { restart: { delay: "1s", factor: 2 } }, "stop"] },
      { id: "devices", supervisor: { default: { run: "node device.ts" } }, children: { from: 1, to: 2, id: "d{n}" } },
    ],
  });
  const { tree, problems } = parseSpec(JSON.stringify(document), "json");
  assert.deepEqual(problems, []);
  assert.deepEqual(
    tree?.root.children.map(({ id }) => id),
    ["api", "devices"],
  );
});
