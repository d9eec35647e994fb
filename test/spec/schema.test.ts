import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { keysOf, shapesAt, specJsonSchema } from "../../spec/index.ts";

test("docs/supertree.schema.json is what the schema gives; `node --import tsx scripts/schema.mjs` writes it", () => {
  const written: unknown = JSON.parse(readFileSync("docs/supertree.schema.json", "utf8"));
  assert.deepEqual(written, JSON.parse(JSON.stringify(specJsonSchema())));
});

test("what the schema allows at a place, by what the document says there", () => {
  const check = (place: (string | number)[], document: unknown, expected: string) =>
    assert.equal([...keysOf(shapesAt(place, document)).keys()].join(" "), expected);
  const spec = {
    name: "t",
    children: [
      { id: "a", run: "a", ready: { http: "" } },
      { id: "b", supervisor: {}, children: { from: 1 } },
    ],
  };
  check([], spec, "$schema name strategy intensity auto_shutdown dynamic default report trace logs children");
  check(["intensity"], spec, "restarts period");
  check(["children", 0, "ready"], spec, "http timeout");
  check(["children", 1], spec, "id supervisor children plan count restart significant needs");
  check(["children", 1, "children"], spec, "from to id");
  check(["children", 1, "supervisor"], spec, "strategy intensity auto_shutdown dynamic default");
  check(["nowhere"], spec, "");
});
